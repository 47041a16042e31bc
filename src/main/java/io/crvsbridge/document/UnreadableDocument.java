package io.crvsbridge.document;

/** A document from Core that cannot be worked with. The reason is plain and holds no value of the document. */
public final class UnreadableDocument extends Exception {

    UnreadableDocument(String reason) {
        super(reason);
    }
}
