package dev.cairn.testkit.server;

import java.net.URI;

/** A whole Cairn as people run it, for a test to use, to hurt and to heal. Its addresses stay the same over restarts. */
public interface Installation extends AutoCloseable {
    /** Name and password of the administrator of every installation started here. */
    String ADMIN = "admin";

    String ADMIN_PASSWORD = "correct horse battery staple";

    /** The web app and the API. */
    URI url();

    /** The S3 endpoint. */
    URI s3Url();

    /** {@code kill -9} of the process that takes bytes in, whatever it is doing. */
    void kill();

    /** Starts what was killed or stopped; returns when all of it is ready. */
    void start();

    /** Stops everything; the data stays. */
    @Override
    void close();
}
