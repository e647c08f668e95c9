package dev.cairn.storage.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.StorageSchema;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.job.FoundList;
import dev.cairn.storage.job.Progress;
import dev.cairn.testkit.server.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Root keys change, and the power goes at every step of it; keys are renewed and destroyed. */
class KeyRotationTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final int SPACES = 3;
    private static final byte[] HASH = new byte[32];

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final BlobStore blobs = new MemoryBlobStore(1 << 20);
    private final Path folder;
    private final RootKeySettings inFile;
    private final List<SpaceId> spaces = new ArrayList<>();

    KeyRotationTest(@TempDir Path folder) {
        this.folder = folder;
        this.inFile = RootKeySettings.in(folder.resolve("root.key"));
        StorageSchema.migrate(DATABASE);
        jdbc.sql("DELETE FROM storage.domain_keys").update();
        jdbc.sql("DELETE FROM storage.destroyed_keys").update();
        for (int i = 0; i < SPACES; i++) {
            spaces.add(new SpaceId(UUID.randomUUID()));
        }
    }

    private KeyRing open(RootKeySource source) throws IOException {
        return KeyRing.open(source, new JdbcKeyStore(jdbc), blobs, new SecureRandom());
    }

    /** What the keys make of a fixed thing: equal if and only if the keys are. */
    private Map<SpaceId, String> fingerprints(KeyRing ring) {
        var prints = new HashMap<SpaceId, String>();
        for (var space : spaces) {
            var keys = ring.keys(space);
            var id = keys.keyedId((byte) 1, HASH);
            var print = new StringBuilder(id.toString());
            for (int generation = 1; generation <= keys.newestGeneration(); generation++) {
                print.append(
                        HexFormat.of().formatHex(keys.sealingKey(generation, id).getEncoded()));
            }
            prints.put(space, print.toString());
        }
        return prints;
    }

    private List<String> wrappers() {
        return jdbc.sql("SELECT DISTINCT encode(substring(wrapped FROM 23 FOR 8), 'hex') FROM storage.domain_keys")
                .query(String.class)
                .list();
    }

    @Test
    void aNewRootKeyWrapsTheSameKeysAndTheOldOneOpensNothing() throws IOException {
        var ring = open(inFile.source());
        var before = fingerprints(ring);
        var old = Files.readString(inFile.file());
        ring.rotate(Progress.unwatched());
        assertThat(fingerprints(ring)).isEqualTo(before);
        assertThat(fingerprints(open(inFile.source()))).isEqualTo(before);
        assertThat(wrappers()).containsExactly(ring.rootKeyName());
        assertThat(Files.readString(inFile.file())).isNotEqualTo(old);
        assertThat(folder.resolve("root.key.next")).doesNotExist();
        assertThat(folder.resolve("root.key.retired-" + RootKey.parse(old).name()))
                .hasContent(old);
        assertThat(blobs.list("key/", "", 100)).hasSize(SPACES);

        assertThatThrownBy(() -> open(new GivenRootKeys(old, null))).hasMessageContaining("another root key");
        // Without the database, too.
        jdbc.sql("DELETE FROM storage.domain_keys").update();
        assertThatThrownBy(() -> open(new GivenRootKeys(old, null))).hasMessageContaining("another root key");
        assertThat(fingerprints(open(inFile.source()))).isEqualTo(before);
    }

    @Test
    void theEndOfTheProcessAtAnyStepLosesNoKeyAndARepetitionGoesOn() throws IOException {
        var before = fingerprints(open(inFile.source()));
        int cuts = 0;
        for (boolean cut = true; cut; cuts++) {
            var power = new Power(cuts);
            cut = false;
            try {
                var ring = KeyRing.open(
                        power.source(inFile.source()),
                        power.store(new JdbcKeyStore(jdbc)),
                        power.blobs(blobs),
                        new SecureRandom());
                ring.rotate(Progress.unwatched());
            } catch (Cut e) {
                cut = true;
            }
            assertThat(fingerprints(open(inFile.source())))
                    .as("cut before step %s", cuts)
                    .isEqualTo(before);
            open(inFile.source()).rotate(Progress.unwatched());
            assertThat(fingerprints(open(inFile.source()))).isEqualTo(before);
            assertThat(wrappers()).hasSize(1);
        }
        assertThat(cuts).as("steps of one rotation").isGreaterThan(10);
        assertThat(wrappers()).hasSize(1);
        assertThat(blobs.list("key/", "", 100)).hasSize(SPACES);
    }

    @Test
    void theEndOfTheProcessInTheMiddleOfTheLastStepIsTidiedUp() throws IOException {
        var ring = open(inFile.source());
        var before = fingerprints(ring);
        ring.rotate(Progress.unwatched());
        var next = folder.resolve("root.key.next");
        Files.copy(inFile.file(), next, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(fingerprints(open(inFile.source()))).isEqualTo(before);
        assertThat(next).doesNotExist();
    }

    @Test
    void givenKeysAreExchangedAsTold() throws IOException {
        var one = "11".repeat(32);
        var two = "22".repeat(32);
        var before = fingerprints(open(new GivenRootKeys(one, null)));
        assertThatThrownBy(() -> open(new GivenRootKeys(one, null)).rotate(Progress.unwatched()))
                .hasMessageContaining("next-root-key")
                .hasMessageNotContaining("1111");
        open(new GivenRootKeys(one, two)).rotate(Progress.unwatched());
        assertThat(fingerprints(open(new GivenRootKeys(two, null)))).isEqualTo(before);
    }

    @Test
    void aKeyStoreKeepsRootKeysUnderItsPassword() throws IOException {
        var password = Files.writeString(folder.resolve("password"), "a long password\n");
        Files.setPosixFilePermissions(password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        var settings =
                new RootKeySettings(null, null, folder.resolve("keys.p12"), password, null, folder.resolve("unused"));
        var ring = open(settings.source());
        var before = fingerprints(ring);
        ring.rotate(Progress.unwatched());
        assertThat(fingerprints(open(settings.source()))).isEqualTo(before);
        assertThat(settings.source().next()).isEmpty();
        assertThat(folder.resolve("unused")).doesNotExist();

        var hex = new String(ring.rootKeyText(), StandardCharsets.US_ASCII).strip();
        assertThat(contains(
                        Files.readAllBytes(folder.resolve("keys.p12")),
                        HexFormat.of().parseHex(hex)))
                .as("the key in the clear")
                .isFalse();
        Files.writeString(password, "another password");
        assertThatThrownBy(() -> open(settings.source()))
                .hasMessageContaining("cannot be read with the password")
                .hasMessageNotContaining("another password");
    }

    private static boolean contains(byte[] all, byte[] part) {
        return HexFormat.of().formatHex(all).contains(HexFormat.of().formatHex(part));
    }

    @Test
    void aNewGenerationSealsWhatComesAndTheOldOneStaysReadable() throws IOException {
        var ring = open(inFile.source());
        var space = spaces.getFirst();
        var id = ring.keys(space).keyedId((byte) 1, HASH);
        var first = ring.keys(space).sealingKey(1, id);
        assertThat(ring.newGeneration(space)).isEqualTo(2);
        for (var each : List.of(ring, open(inFile.source()))) {
            assertThat(each.keys(space).newestGeneration()).isEqualTo(2);
            assertThat(each.keys(space).keyedId((byte) 1, HASH))
                    .as("names never change")
                    .isEqualTo(id);
            assertThat(each.keys(space).sealingKey(1, id)).isEqualTo(first);
            assertThat(each.keys(space).sealingKey(2, id)).isNotEqualTo(first);
        }
        // Also when the database is lost.
        jdbc.sql("DELETE FROM storage.domain_keys").update();
        assertThat(open(inFile.source()).keys(space).newestGeneration()).isEqualTo(2);
        ring.rotate(Progress.unwatched());
        assertThat(open(inFile.source()).keys(space).sealingKey(1, id)).isEqualTo(first);
    }

    @Test
    void aDestroyedKeyIsNowhereAndNeverComesBack() throws IOException {
        var ring = open(inFile.source());
        var before = fingerprints(ring);
        var space = spaces.removeFirst();
        ring.newGeneration(space);
        var copy = blobs.list("key/" + space, "", 10).stream()
                .map(blob -> blobs.read(blob.key(), 0, WrappedKey.LENGTH_BYTES))
                .toList();
        assertThat(copy).hasSize(2);
        ring.destroy(space);

        assertThat(blobs.list("key/" + space, "", 10)).isEmpty();
        assertThat(new JdbcKeyStore(jdbc).find(space)).isEmpty();
        // A blob that a crash left, or that somebody put back, is deleted by the next start and not taken up by a
        // rebuild.
        for (var each : copy) {
            new KeyBlobs(blobs).put(WrappedKey.read(each));
        }
        ring.restore(Progress.unwatched());
        for (var each : List.of(ring, open(inFile.source()))) {
            assertThatThrownBy(() -> each.keys(space)).isInstanceOf(ProblemException.class);
        }
        assertThat(blobs.list("key/" + space, "", 10)).isEmpty();
        assertThat(open(inFile.source()).existing(space)).isEmpty();
        before.remove(space);
        assertThat(fingerprints(ring)).isEqualTo(before);
    }

    @Test
    void everyFlippedByteOfAKeyBlobIsFound() throws IOException {
        var ring = open(inFile.source());
        fingerprints(ring);
        var name = blobs.list("key/", "", 1).getFirst().key();
        var whole = blobs.read(name, 0, WrappedKey.LENGTH_BYTES);
        for (int at = 0; at < whole.length; at++) {
            var flipped = whole.clone();
            flipped[at] ^= 1;
            blobs.delete(name);
            blobs.put(name, BlobContent.of(flipped));
            var found = new FoundList();
            ring.verify(found);
            assertThat(found.findings()).as("byte %s", at).singleElement().returns(name.toString(), Finding::name);
            assertThat(fingerprints(open(inFile.source()))).hasSize(SPACES);
        }
        blobs.delete(name);
        blobs.put(name, BlobContent.of(whole));
        var found = new FoundList();
        ring.verify(found);
        assertThat(found.findings()).isEmpty();
    }

    /** The power goes. */
    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Lets so many steps that change something happen, and then none. */
    private static final class Power {
        private int left;

        Power(int steps) {
            this.left = steps;
        }

        void step() {
            if (left-- <= 0) {
                throw new Cut();
            }
        }

        RootKeySource source(RootKeySource source) {
            return new RootKeySource() {
                @Override
                public boolean exists() {
                    return source.exists();
                }

                @Override
                public RootKey create(SecureRandom random) throws IOException {
                    step();
                    return source.create(random);
                }

                @Override
                public RootKey current() throws IOException {
                    return source.current();
                }

                @Override
                public Optional<RootKey> next() throws IOException {
                    return source.next();
                }

                @Override
                public RootKey begin(SecureRandom random) throws IOException {
                    step();
                    return source.begin(random);
                }

                @Override
                public String finish() throws IOException {
                    step();
                    return source.finish();
                }
            };
        }

        KeyStore store(KeyStore store) {
            return new KeyStore() {
                @Override
                public List<WrappedKey> find(SpaceId space) {
                    return store.find(space);
                }

                @Override
                public void add(WrappedKey key) {
                    step();
                    store.add(key);
                }

                @Override
                public void replace(WrappedKey key) {
                    step();
                    store.replace(key);
                }

                @Override
                public List<WrappedKey> page(@Nullable WrappedKey after, int limit) {
                    return store.page(after, limit);
                }

                @Override
                public long count() {
                    return store.count();
                }

                @Override
                public boolean hasAny() {
                    return store.hasAny();
                }

                @Override
                public void destroy(SpaceId space) {
                    step();
                    store.destroy(space);
                }

                @Override
                public List<SpaceId> destroyed() {
                    return store.destroyed();
                }
            };
        }

        BlobStore blobs(BlobStore store) {
            return new BlobStore() {
                @Override
                public Capabilities capabilities() {
                    return store.capabilities();
                }

                @Override
                public void put(BlobKey key, BlobContent content) {
                    step();
                    store.put(key, content);
                }

                @Override
                public InputStream open(BlobKey key, long offset, long length) {
                    return store.open(key, offset, length);
                }

                @Override
                public Optional<BlobStat> stat(BlobKey key) {
                    return store.stat(key);
                }

                @Override
                public void delete(BlobKey key) {
                    step();
                    store.delete(key);
                }

                @Override
                public List<BlobStat> list(String prefix, String after, int limit) {
                    return store.list(prefix, after, limit);
                }

                @Override
                public OptionalLong freeBytes() {
                    return store.freeBytes();
                }

                @Override
                public void close() {
                    store.close();
                }
            };
        }
    }
}
