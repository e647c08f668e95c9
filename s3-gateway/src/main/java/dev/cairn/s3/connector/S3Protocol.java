package dev.cairn.s3.connector;

import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP/1.1, except that {@link S3Processor} says "100 Continue". Public because Tomcat makes it by its name. */
public final class S3Protocol extends Http11NioProtocol {
    @Override
    protected Processor createProcessor() {
        return new S3Processor(this, getAdapter());
    }

    /** A moment at which nobody in Tomcat asks for "100 Continue", so that it is not said twice. */
    @Override
    public ContinueResponseTiming getContinueResponseTimingInternal() {
        return ContinueResponseTiming.ALWAYS;
    }
}
