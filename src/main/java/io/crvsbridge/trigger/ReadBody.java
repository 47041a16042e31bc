package io.crvsbridge.trigger;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** A request of whose body the beginning was read already: it is given again from there, and what follows still streams. */
final class ReadBody extends HttpServletRequestWrapper {

    private final byte[] beginning;
    private final InputStream body;

    ReadBody(HttpServletRequest request, byte[] beginning, InputStream rest) {
        super(request);
        this.beginning = beginning;
        this.body = new SequenceInputStream(new ByteArrayInputStream(beginning), rest);
    }

    byte[] beginning() {
        return beginning;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Stream(body);
    }

    private static final class Stream extends ServletInputStream {

        private final InputStream in;
        private boolean finished;

        Stream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws java.io.IOException {
            int b = in.read();
            finished |= b < 0;
            return b;
        }

        @Override
        public int read(byte[] into, int from, int length) throws java.io.IOException {
            int n = in.read(into, from, length);
            finished |= n < 0;
            return n;
        }

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("Read blocking only");
        }
    }
}
