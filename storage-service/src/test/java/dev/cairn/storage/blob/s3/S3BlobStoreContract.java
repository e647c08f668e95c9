package dev.cairn.storage.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BlobStoreContract;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What an S3 store does with every server. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class S3BlobStoreContract extends BlobStoreContract {
    private static final String BUCKET = "blobs";
    private static final BlobKey KEY = new BlobKey("pack", "ab01");
    private static final int BIG = 12 << 20;

    private boolean bucketMade;
    private S3BlobStore store;

    protected abstract S3Server server();

    /** What this make of server is known to do; it fails when a new version does more or less. */
    protected abstract S3Features expected();

    @BeforeEach
    void open() {
        if (!bucketMade) {
            server().makeBucket(BUCKET);
            bucketMade = true;
        }
        server().empty(BUCKET);
        store = reopened();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private S3BlobStore reopened() {
        return new S3BlobStore(server().settings(BUCKET), InstantSource.system());
    }

    @Override
    protected BlobStore store() {
        return store;
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void findsOutWhatTheServerDoes() {
        assertThat(store.features()).isEqualTo(expected());
        assertThat(store.capabilities().durable()).isTrue();
    }

    @Test
    void sendsLargeBlobsInParts() throws IOException {
        store.put(KEY, BlobContent.of(bytes(BIG)));
        assertThat(store.stat(KEY)).contains(new BlobStat(KEY, BIG));
        assertThat(store.read(KEY, BIG - 100, 100)).isEqualTo(Arrays.copyOfRange(bytes(BIG), BIG - 100, BIG));
        try (var in = store.open(KEY, 0, BIG)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(BIG));
        }
        store.put(KEY, BlobContent.of(bytes(10)));
        assertThat(store.stat(KEY)).contains(new BlobStat(KEY, BIG));
    }

    @Test
    void aServerKilledInMidUploadLosesNothingAcknowledged() {
        store.put(new BlobKey("pack", "aa00"), BlobContent.of(bytes(1000)));
        var dies = new BlobContent() {
            @Override
            public long length() {
                return BIG;
            }

            @Override
            public void writeTo(WritableByteChannel out) throws IOException {
                out.write(ByteBuffer.wrap(bytes(BIG), 0, 7 << 20));
                server().kill();
                out.write(ByteBuffer.wrap(bytes(BIG), 7 << 20, BIG - (7 << 20)));
            }
        };
        assertThatThrownBy(() -> store.put(KEY, dies))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FAILED));
        assertThatThrownBy(() -> store.stat(KEY))
                .as("a server that is gone says nothing of what it has")
                .isInstanceOf(BlobException.class);
        server().start();
        assertThat(store.stat(KEY)).isEmpty();
        assertThat(store.list("", "", 10)).hasSize(1);
        assertThat(store.read(new BlobKey("pack", "aa00"), 0, 1000)).isEqualTo(bytes(1000));
        store.put(KEY, BlobContent.of(bytes(BIG)));
        assertThat(store.read(KEY, 0, BIG)).isEqualTo(bytes(BIG));
    }

    @Test
    void isThereAgainAfterTheServerWasKilled() {
        for (int i = 0; i < 20; i++) {
            store.put(new BlobKey("pack", "ab" + i), BlobContent.of(bytes(1000 + i)));
        }
        server().kill();
        server().start();
        for (int i = 0; i < 20; i++) {
            assertThat(store.read(new BlobKey("pack", "ab" + i), 0, 1000 + i)).isEqualTo(bytes(1000 + i));
        }
    }

    @Test
    void abortsUploadsThatNobodyWillFinish() {
        var settings = server().settings(BUCKET);
        try (var bucket = new S3Bucket(settings)) {
            var upload = bucket.begin("cairn/pack/ab77");
            bucket.putPart(
                    "cairn/pack/ab77",
                    upload,
                    1,
                    bytes(5 << 20),
                    5 << 20,
                    S3Checksums.MD5.headers(bytes(5 << 20), 5 << 20));
            reopened().close();
            assertThat(bucket.uploads("cairn/", 10).uploads())
                    .as("young ones stay")
                    .anyMatch(begun -> begun.objectName().equals("cairn/pack/ab77"));
            InstantSource tomorrow = () -> InstantSource.system().instant().plus(Duration.ofHours(25));
            new S3BlobStore(settings, tomorrow).close();
            assertThat(bucket.uploads("cairn/", 10).uploads()).isEmpty();
        }
    }

    @Test
    void passesOverWhatIsNoBlob() {
        try (var bucket = new S3Bucket(server().settings(BUCKET))) {
            bucket.put("cairn/README", bytes(1), 1, S3Checksums.MD5.headers(bytes(1), 1));
            bucket.put("other/pack/ab01", bytes(1), 1, S3Checksums.MD5.headers(bytes(1), 1));
        }
        store.put(KEY, BlobContent.of(bytes(3)));
        assertThat(store.list("", "", 10)).containsExactly(new BlobStat(KEY, 3));
    }

    @Test
    void aBucketThatIsNotThereIsAFailureAndNoEmptyStore() {
        var settings = server().settings("not-there");
        assertThatThrownBy(() -> new S3BlobStore(settings, InstantSource.system()))
                .isInstanceOf(BlobException.class)
                .hasMessageContaining("not-there");
    }

    @Test
    void aWrongKeyIsAClearErrorThatTellsNoSecret() {
        var right = server().settings(BUCKET);
        var wrong = new S3Settings(
                right.endpoint(),
                right.region(),
                right.bucket(),
                right.prefix(),
                right.accessKey(),
                "the-wrong-secret",
                right.timeout(),
                right.partBytes());
        assertThatThrownBy(() -> new S3BlobStore(wrong, InstantSource.system()))
                .isInstanceOf(BlobException.class)
                .hasStackTraceContaining("cannot be used")
                .satisfies(e -> {
                    var told = new StringWriter();
                    e.printStackTrace(new PrintWriter(told));
                    assertThat(told + wrong.toString())
                            .doesNotContain("the-wrong-secret", "Signature", S3Server.ACCESS_KEY);
                });
    }
}
