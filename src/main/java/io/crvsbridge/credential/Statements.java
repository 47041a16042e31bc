package io.crvsbridge.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.rdf.api.RdfQuadConsumer;

import io.crvsbridge.credential.CredentialRefused.Cause;
import jakarta.json.JsonObject;

/**
 * What a JSON-LD document says, as RDF: the very statements that the issuer's signature covers (MOSIP contract,
 * section 5.5).
 */
final class Statements implements RdfQuadConsumer {

    /** Characters that would let a name end early in the canonical text, which would then say something else. */
    private static final Pattern BROKEN_NAME = Pattern.compile("[\\x00-\\x20<>\"{}|^`\\\\]");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

    /** These loggers of the library quote the document, which speaks of a person. Held, or they would be forgotten. */
    private static final List<Logger> MUTED = muted(
            "com.apicatalog.jsonld.deseralization.JsonLdToRdf",
            "com.apicatalog.jsonld.expansion.ObjectExpansion1314",
            "com.apicatalog.jsonld.expansion.UriExpansion");

    private final List<Statement> all = new ArrayList<>();
    private boolean broken;

    private Statements() {
    }

    private static List<Logger> muted(String... names) {
        List<Logger> loggers = Stream.of(names).map(Logger::getLogger).toList();
        for (Logger logger : loggers) {
            logger.setLevel(Level.OFF);
            logger.setFilter(record -> false);
        }
        return loggers;
    }

    /** The statements of a document whose contexts have been found pinned. */
    static Statements of(JsonObject document, PinnedContexts contexts) throws CredentialRefused {
        Statements statements = new Statements();
        try {
            JsonLd.toRdf(JsonDocument.of(contexts.expanded(document))).options(contexts.options()).provide(statements);
        } catch (JsonLdError fault) {
            throw new CredentialRefused(causeOf(fault), "JSON-LD processing failed: " + fault.getCode());
        } catch (ClassCastException | IllegalArgumentException | IllegalStateException | NullPointerException fault) {
            // The library's answers to shapes that it did not foresee.
            throw new CredentialRefused(Cause.MALFORMED, "JSON-LD processing failed: " + fault.getClass().getSimpleName());
        }
        if (statements.broken) {
            throw new CredentialRefused(Cause.MALFORMED, "The document names something that is not an IRI or a language");
        }
        return statements;
    }

    private static Cause causeOf(JsonLdError fault) {
        return switch (fault.getCode()) {
            case LOADING_DOCUMENT_FAILED, LOADING_REMOTE_CONTEXT_FAILED -> Cause.CONTEXT_NOT_PINNED;
            default -> Cause.MALFORMED;
        };
    }

    @Override
    public RdfQuadConsumer quad(String subject, String predicate, String object, String datatype, String language,
            String direction, String graph) {
        Statement statement = new Statement(subject, predicate, object, datatype, language, direction, graph);
        broken |= breaks(subject) || breaks(predicate) || breaks(datatype) || breaks(graph)
                || !statement.isLiteral() && breaks(object)
                || language != null && !LANGUAGE.matcher(language).matches();
        all.add(statement);
        return this;
    }

    private static boolean breaks(String name) {
        return name != null && BROKEN_NAME.matcher(name).find();
    }

    Stream<Statement> stream() {
        return all.stream();
    }

    byte[] canonicalHash() throws CredentialRefused {
        return CanonicalHash.of(all);
    }
}
