package io.crvsbridge.trigger;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request's body on its way to the upstream; notes when it is the caller who lets it break off. */
final class CallersBody extends FilterInputStream {

    private final AtomicBoolean brokeOff;

    CallersBody(InputStream body, AtomicBoolean brokeOff) {
        super(body);
        this.brokeOff = brokeOff;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            brokeOff.set(true);
            throw e;
        }
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            return super.read(into, from, length);
        } catch (IOException e) {
            brokeOff.set(true);
            throw e;
        }
    }
}
