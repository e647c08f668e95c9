package dev.cairn.storage.blob.s3;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GenericUploadResponse;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.HeadBucketArgs;
import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.UploadPartArgs;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Part;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** The calls that a store makes, one request each and never a second try; every failure is an {@link S3Failure}. */
final class S3Bucket implements AutoCloseable {
    /** Requests at a time; more wait. */
    private static final int CALLS_MAX = 64;

    private static final int CONNECT_SHARE = 3;

    private final MinioAsyncClient client;
    private final String name;

    S3Bucket(S3Settings settings) {
        this.name = settings.bucket();
        this.client = MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                // A client of our own: the library's tries again by itself, and lets five calls run at a time.
                .httpClient(httpClient(settings), true)
                .build();
    }

    private static OkHttpClient httpClient(S3Settings settings) {
        var dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(CALLS_MAX);
        dispatcher.setMaxRequestsPerHost(CALLS_MAX);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(settings.timeout().dividedBy(CONNECT_SHARE))
                .readTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .callTimeout(settings.timeout().multipliedBy(S3Settings.CALL_TIMEOUTS))
                .build();
    }

    private static <T> T answer(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get().join();
        } catch (CompletionException e) {
            throw S3Failure.of(e);
        }
    }

    /** Fails unless the bucket is there and may be looked at. */
    void check() {
        answer(() -> client.headBucket(HeadBucketArgs.builder().bucket(name).build()));
    }

    /** The object's length; empty when the server has no such object or no such bucket: without a body it cannot say which. */
    OptionalLong length(String object) {
        try {
            var args = HeadObjectArgs.builder().bucket(name).object(object).build();
            return OptionalLong.of(answer(() -> client.headObject(args)).size());
        } catch (S3Failure e) {
            if (e.isMissingObject()) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    GenericUploadResponse put(String object, byte[] bytes, int length, Map<String, String> headers) {
        var args = PutObjectAPIArgs.builder()
                .bucket(name)
                .object(object)
                .data(bytes, length)
                .headers(new Http.Headers(headers))
                .build();
        return answer(() -> client.putObject(args));
    }

    GetObjectResponse get(String object, long offset, long length) {
        var args = GetObjectArgs.builder()
                .bucket(name)
                .object(object)
                .offset(offset)
                .length(length)
                .build();
        return answer(() -> client.getObject(args));
    }

    void delete(String object) {
        var args = RemoveObjectArgs.builder().bucket(name).object(object).build();
        answer(() -> client.removeObject(args));
    }

    ListBucketResultV2 list(String prefix, String after, int max) {
        var args = ListObjectsV2Args.builder().bucket(name).prefix(prefix).maxKeys(max);
        if (!after.isEmpty()) {
            args.startAfter(after);
        }
        return answer(() -> client.listObjectsV2(args.build())).result();
    }

    String begin(String object) {
        var args =
                CreateMultipartUploadArgs.builder().bucket(name).object(object).build();
        return answer(() -> client.createMultipartUpload(args)).result().uploadId();
    }

    Part putPart(String object, String upload, int number, byte[] bytes, int length, Map<String, String> headers) {
        var args = UploadPartArgs.builder()
                .bucket(name)
                .object(object)
                .uploadId(upload)
                .partNumber(number)
                .data(bytes, length)
                .headers(new Http.Headers(headers))
                .build();
        return answer(() -> client.uploadPart(args)).part();
    }

    void complete(String object, String upload, List<Part> parts, Map<String, String> headers) {
        var args = CompleteMultipartUploadArgs.builder()
                .bucket(name)
                .object(object)
                .uploadId(upload)
                .parts(parts.toArray(Part[]::new))
                .extraHeaders(headers)
                .maxRetries(1)
                .build();
        answer(() -> client.completeMultipartUpload(args));
    }

    void abort(String object, String upload) {
        var args = AbortMultipartUploadArgs.builder()
                .bucket(name)
                .object(object)
                .uploadId(upload)
                .build();
        answer(() -> client.abortMultipartUpload(args));
    }

    ListMultipartUploadsResult uploads(String prefix, int max) {
        var args = ListMultipartUploadsArgs.builder()
                .bucket(name)
                .prefix(prefix)
                .maxUploads(max)
                .build();
        return answer(() -> client.listMultipartUploads(args)).result();
    }

    @Override
    public void close() {
        client.close();
    }
}
