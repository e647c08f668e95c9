package dev.cairn.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.job.FoundList;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackBuilder;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackRecord;
import dev.cairn.storage.pack.RecordHeader;
import dev.cairn.testkit.server.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verification says of packs that are whole, flipped, cut, missing, or not what the database says. */
class PackCheckTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();

    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final Path folder;
    private final BlobStore blobs;
    private final Engine engine;
    private final Manifest manifest;

    PackCheckTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
        this.engine = new Engine(DATABASE, blobs, folder.resolve("root.key"));
        var random = new Random(1);
        var chunks = new ArrayList<byte[]>();
        for (int size : new int[] {40, 300, 5000}) {
            var chunk = new byte[size];
            random.nextBytes(chunk);
            chunks.add(chunk);
        }
        // One that is compressed.
        chunks.add(new byte[3000]);
        engine.api.put(space, Bundles.ofChunks(chunks, false));
        manifest = Bundles.manifest(chunks);
        engine.api.putManifests(space, Bundles.ofManifests(List.of(manifest)));
    }

    @AfterEach
    void stopAndClear() {
        for (var table : List.of("domain_keys", "packs", "chunks", "manifests")) {
            engine.jdbc.sql("DELETE FROM storage." + table).update();
        }
        engine.close();
        blobs.close();
    }

    private List<BlobStat> packs() {
        return blobs.list("pack/", "", 100);
    }

    private Path file(BlobStat pack) {
        return folder.resolve("blobs/pack")
                .resolve(pack.key().name().substring(0, 2))
                .resolve(pack.key().name());
    }

    private List<Finding> check(Damage damage) {
        var found = new FoundList();
        packs().forEach(pack -> engine.packCheck.check(pack, damage, found));
        engine.packCheck.missing(damage, found, 100);
        return found.findings();
    }

    /** As when a verification is asked for while what a crash left is verified. */
    @Test
    void manyMayCheckAtOnce() throws Exception {
        var packs = packs();
        var begin = new CountDownLatch(1);
        var found = new FoundList();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var checks = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                checks.add(threads.submit(() -> {
                    begin.await();
                    for (int round = 0; round < 50; round++) {
                        packs.forEach(pack -> engine.packCheck.check(pack, new Damage(), found));
                    }
                    return found;
                }));
            }
            begin.countDown();
            for (var check : checks) {
                check.get();
            }
        }
        assertThat(found.findings()).isEmpty();
    }

    private boolean readable(Damage damage) {
        return engine.contentCheck
                .problem(space, manifest.id(), manifest.size(), damage)
                .isEmpty();
    }

    @Test
    void whatIsWholeIsWhole() {
        var damage = new Damage();
        assertThat(check(damage)).isEmpty();
        assertThat(damage.isEmpty()).isTrue();
        assertThat(readable(damage)).isTrue();
    }

    @Test
    void everyFlippedByteOfAPackIsFoundAndSaidOfTheFileIfItIsOne() throws IOException {
        for (var pack : packs()) {
            var file = file(pack);
            var whole = Files.readAllBytes(file);
            for (int at = 0; at < whole.length; at += at < 300 || at > whole.length - 600 ? 1 : 97) {
                var flipped = whole.clone();
                flipped[at] ^= 0x10;
                Files.write(file, flipped);
                var damage = new Damage();
                assertThat(check(damage))
                        .as("byte %s of %s", at, pack.key())
                        .isNotEmpty()
                        .allSatisfy(finding ->
                                assertThat(finding.name()).isEqualTo(pack.key().toString()));
                // Damage around the records hurts no file.
                assertThat(readable(damage)).as("byte %s", at).isEqualTo(damage.isEmpty());
            }
            Files.write(file, whole);
        }
    }

    /** All checksums are right: only the seal tells, first without a key of that generation, then with one. */
    @Test
    void recordsOfTheWrongGenerationAreFoundAndNotServed() throws IOException {
        var pack = packs().stream().max(Comparator.comparing(BlobStat::length)).orElseThrow();
        var wrong = ofGeneration(2, pack);
        Files.write(file(pack), wrong);
        assertNotServed("no key of generation 2");
        assertThat(engine.keys.newGeneration(space)).isEqualTo(2);
        assertNotServed("seal");
    }

    private void assertNotServed(String because) {
        var damage = new Damage();
        assertThat(check(damage)).hasSize(4).allSatisfy(finding -> assertThat(finding.detail())
                .contains(because));
        assertThat(readable(damage)).isFalse();
        var out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> engine.contents.stream(space, manifest, 0, manifest.size(), out))
                .isInstanceOf(ProblemException.class);
        assertThat(out.size()).as("bytes that went out").isZero();
    }

    private byte[] ofGeneration(int generation, BlobStat pack) throws IOException {
        var built = new PackBuilder(PackId.of(pack.key()), Instant.EPOCH);
        for (var entry : engine.packs.scan(pack).entries()) {
            var record = engine.packs.record(new Location(PackId.of(pack.key()), entry.offset(), entry.recordLength()));
            var is = record.header();
            built.add(PackRecord.of(
                    new RecordHeader(
                            is.kind(),
                            is.codec(),
                            generation,
                            is.space(),
                            is.id(),
                            is.plainLength(),
                            is.sealedLength()),
                    record.nonce(),
                    (_, to, at) ->
                            System.arraycopy(record.array(), PackRecord.HEADER_BYTES, to, at, is.sealedLength())));
        }
        var bytes = new ByteArrayOutputStream();
        built.seal().writeTo(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    @Test
    void aPackThatIsCutShortOrEmptyIsFound() throws IOException {
        for (var pack : packs()) {
            var file = file(pack);
            var whole = Files.readAllBytes(file);
            for (int length : new int[] {0, 1, 31, 32, 200, whole.length - 1}) {
                Files.write(file, java.util.Arrays.copyOf(whole, length));
                var damage = new Damage();
                assertThat(check(damage)).as("%s bytes", length).isNotEmpty();
                if (length < whole.length - 600) {
                    assertThat(readable(damage)).as("%s bytes", length).isFalse();
                }
            }
            Files.write(file, whole);
        }
    }

    @Test
    void aPackThatIsGoneIsFound() {
        var pack = packs().getFirst();
        blobs.delete(pack.key());
        var damage = new Damage();
        assertThat(check(damage))
                .containsExactly(new Finding(Finding.Kind.PACK, pack.key().toString(), "is missing"));
        assertThat(readable(damage)).isFalse();
    }

    @Test
    void aPackThatBothDiskAndTableLostIsFound() {
        var pack = packs().getFirst();
        blobs.delete(pack.key());
        engine.jdbc
                .sql("DELETE FROM storage.packs WHERE pack = ?")
                .param(PackId.of(pack.key()).value())
                .update();
        var damage = new Damage();
        assertThat(check(damage)).hasSize(1);
        assertThat(readable(damage)).isFalse();
    }

    @Test
    void aDatabaseThatSaysSomethingElseIsFound() {
        engine.jdbc
                .sql("UPDATE storage.chunks SET position = position + 8 WHERE plain_bytes = 300")
                .update();
        var damage = new Damage();
        assertThat(check(damage)).singleElement().satisfies(finding -> assertThat(finding.detail())
                .contains("rebuild-index"));
        assertThat(readable(damage)).isFalse();
        engine.rebuild.rebuild(new FoundList());
        assertThat(check(new Damage())).isEmpty();
    }

    @Test
    void twoPacksWhoseNamesWereSwappedAreFound() throws IOException {
        var first = file(packs().getFirst());
        var last = file(packs().getLast());
        Files.move(first, folder.resolve("aside"));
        Files.move(last, first);
        Files.move(folder.resolve("aside"), last);
        var damage = new Damage();
        assertThat(check(damage)).isNotEmpty();
        assertThat(readable(damage)).isFalse();
    }
}
