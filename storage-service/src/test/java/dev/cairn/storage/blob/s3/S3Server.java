package dev.cairn.storage.blob.s3;

import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import java.net.URI;
import java.time.Duration;

/** A real S3 server for tests, as a process that can be killed and started again with what it had. */
interface S3Server extends AutoCloseable {
    String ACCESS_KEY = "cairntest";
    String SECRET_KEY = "a-secret-that-is-in-no-log";

    URI endpoint();

    /** As a power cut does to a process. */
    void kill();

    /** Returns when it answers. */
    void start();

    @Override
    void close();

    default S3Settings settings(String bucket) {
        return new S3Settings(
                endpoint(),
                S3Settings.REGION,
                bucket,
                "cairn/",
                ACCESS_KEY,
                SECRET_KEY,
                Duration.ofSeconds(20),
                5 << 20);
    }

    default void makeBucket(String bucket) {
        try (var client = MinioAsyncClient.builder()
                .endpoint(endpoint().toString())
                // The client asks for a location, and Ceph knows only its own.
                .region("default")
                .credentials(ACCESS_KEY, SECRET_KEY)
                .build()) {
            client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build()).join();
        }
    }

    default void empty(String bucket) {
        try (var all = new S3Bucket(settings(bucket))) {
            all.list("", "", 1000).contents().forEach(object -> all.delete(object.objectName()));
        }
    }
}
