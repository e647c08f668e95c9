package dev.cairn.allinone.scenario;

import java.net.URI;

/** An installation under test, however it runs. */
interface Site extends AutoCloseable {
    /** Web app and API. */
    URI url();

    /** S3 endpoint. */
    URI s3Url();

    /** {@code kill -9} of what takes bytes in, while it works. */
    void killInMidUpload();

    /** Starts again what was killed; returns when it is ready. */
    void recover();

    /** The administrator's name. */
    String admin();

    /** The administrator's password. */
    String adminPassword();

    @Override
    void close();
}
