package dev.cairn.storage.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of servers that answer as the real ones of the other tests seldom do. */
class OddServerTest {
    private static final String CONDITION = "If-None-Match";
    private static final String CHECKSUM = "x-amz-checksum-crc32c";
    private static final BlobKey KEY = new BlobKey("pack", "ab01");

    private final OddServer server = new OddServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private S3BlobStore store() {
        return new S3BlobStore(server.settings(), InstantSource.system());
    }

    private S3Features features() {
        try (var store = store()) {
            return store.features();
        }
    }

    @Test
    void nothingIsTakenForGranted() {
        assertThat(features()).isEqualTo(new S3Features(false, false, false));
    }

    @Test
    void refusalsAreProof() {
        server.answering(CONDITION, 412).answering(CHECKSUM, 400);
        assertThat(features()).isEqualTo(new S3Features(true, true, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 501})
    void onlyTheFailedConditionIsProofOfConditions(int status) {
        server.answering(CONDITION, status);
        assertThat(features()).isEqualTo(new S3Features(false, false, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {OddServer.NO_ANSWER, 401, 403, 408, 429, 500, 503})
    void aServerThatIsBusyOrGoneProvesNothing(int status) {
        server.answering(CONDITION, status);
        assertThatThrownBy(this::features).isInstanceOf(BlobException.class).hasMessageContaining("cannot be used");
        server.answering(CONDITION, 412).answering(CHECKSUM, status);
        assertThatThrownBy(this::features).isInstanceOf(BlobException.class).hasMessageContaining("cannot be used");
    }

    /** Content that has another thread put many others while it is sent. */
    private static BlobContent meanwhile(Runnable others) {
        return new BlobContent() {
            @Override
            public long length() {
                return 3;
            }

            @Override
            public void writeTo(WritableByteChannel out) throws IOException {
                var thread = Thread.ofVirtual().start(others);
                try {
                    assertThat(thread.join(Duration.ofSeconds(60)))
                            .as("nobody waits for this upload")
                            .isTrue();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                out.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            }
        };
    }

    @Test
    void aSlowUploadHoldsUpNoOther() {
        try (var store = store()) {
            store.put(KEY, meanwhile(() -> {
                for (int i = 0; i < 200; i++) {
                    store.put(new BlobKey("pack", "cd" + i), BlobContent.of(new byte[] {4}));
                }
            }));
            assertThat(store.stat(KEY)).isPresent();
            assertThat(store.stat(new BlobKey("pack", "cd199"))).isPresent();
        }
    }

    @Test
    void aRangeBeyondTheEndIsOneAlsoWhereTheServerKnowsNoRanges() throws Exception {
        try (var store = store()) {
            store.put(KEY, BlobContent.of(new byte[] {1, 2, 3, 4, 5}));
            try (var in = store.open(KEY, 2, 3)) {
                assertThat(in.readAllBytes()).containsExactly(3, 4, 5);
            }
            for (long offset : new long[] {3, 5, 6, 1 << 20}) {
                assertThatThrownBy(() -> store.open(KEY, offset, 3).close())
                        .isInstanceOfSatisfying(
                                BlobException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OUT_OF_RANGE));
            }
        }
    }
}
