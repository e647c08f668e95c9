package dev.cairn.web.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipStreamTest {
    private static final Instant TIME = Instant.parse("2026-11-21T10:11:12Z");
    private static final long FOUR_GIB = 4L << 30;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static byte[] random(int seed, int length) {
        var bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** Sizes around the edges of deflate's blocks. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_534, 65_535, 65_536, 131_070, 131_071, 1_000_000})
    void whatGoesInComesOutAndTheLengthIsKnownBefore(int size) throws IOException {
        var bytes = random(size, size);
        var out = new ByteArrayOutputStream();
        var zip = new ZipStream(out);
        zip.folder("ordner 🪨", TIME);
        // In portions that fit no block.
        zip.file("ordner 🪨/naïve.bin", TIME, size, body -> {
            for (int at = 0; at < size; at += 1_000) {
                body.write(bytes, at, Math.min(1_000, size - at));
            }
        });
        zip.finish();

        assertThat(ZipStream.length(counted -> {
                    counted.folder("ordner 🪨", TIME);
                    counted.countFile("ordner 🪨/naïve.bin", TIME, size);
                }))
                .isEqualTo(out.size());
        // Those who read it from its beginning to its end.
        try (var in = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(in.getNextEntry())
                    .satisfies(entry -> assertThat(entry.isDirectory()).isTrue());
            assertThat(in.getNextEntry()).extracting(ZipEntry::getName).isEqualTo("ordner 🪨/naïve.bin");
            assertThat(in.readAllBytes()).isEqualTo(bytes);
            assertThat(in.getNextEntry()).isNull();
        }
        // And those who begin at the directory.
        var file = Files.write(folder.resolve("a.zip"), out.toByteArray());
        try (var read = new ZipFile(file.toFile())) {
            var entry = read.getEntry("ordner 🪨/naïve.bin");
            assertThat(read.getInputStream(entry).readAllBytes()).isEqualTo(bytes);
            assertThat(entry.getSize()).isEqualTo(size);
            assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME);
        }
    }

    @Test
    void timesThatZipCannotTellDoNoHarm() throws IOException {
        for (var time : new String[] {
            "1931-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2107-12-31T23:59:59Z", "9999-01-01T00:00:00Z"
        }) {
            var out = new ByteArrayOutputStream();
            var zip = new ZipStream(out);
            zip.file("old", Instant.parse(time), 1, body -> body.write(7));
            zip.finish();
            try (var in = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
                assertThat(in.getNextEntry()).isNotNull();
                assertThat(in.readAllBytes()).containsExactly(7);
            }
        }
    }

    @Test
    void moreEntriesThanTheOldFormatCounts() throws IOException {
        var file = folder.resolve("many.zip");
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
            var zip = new ZipStream(out);
            for (int i = 0; i < 70_000; i++) {
                zip.folder("f" + i, TIME);
            }
            zip.finish();
        }
        try (var read = new ZipFile(file.toFile())) {
            assertThat(read.size()).isEqualTo(70_000);
            assertThat(read.getEntry("f69999/")).isNotNull();
        }
    }

    @Test
    void moreBytesThanTheOldFormatCounts() throws IOException {
        var file = folder.resolve("large.zip");
        var zeros = new byte[1 << 20];
        try (var out = new Sparse(file)) {
            var zip = new ZipStream(out);
            zip.file("large", TIME, FOUR_GIB, body -> {
                for (int i = 0; i < FOUR_GIB / zeros.length; i++) {
                    body.write(zeros);
                }
            });
            zip.file("after", TIME, 5, body -> body.write("after".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            zip.finish();
            assertThat(zip.position()).isEqualTo(ZipStream.length(counted -> {
                counted.countFile("large", TIME, FOUR_GIB);
                counted.countFile("after", TIME, 5);
            }));
        }
        try (var read = new ZipFile(file.toFile())) {
            assertThat(read.getEntry("large").getSize()).isEqualTo(FOUR_GIB);
            assertThat(read.getInputStream(read.getEntry("after")).readAllBytes())
                    .asString()
                    .isEqualTo("after");
            assertThat(read.getInputStream(read.getEntry("large")).readNBytes(100))
                    .isEqualTo(new byte[100]);
        }
    }

    @Test
    void moreOrFewerBytesThanAnnouncedAreRefused() {
        var zip = new ZipStream(OutputStream.nullOutputStream());
        assertThatThrownBy(() -> zip.file("a", TIME, 2, body -> body.write(new byte[3])))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> zip.file("a", TIME, 2, body -> body.write(new byte[1])))
                .isInstanceOf(IOException.class);
    }

    /** A file on disk in which zeros take no room. */
    private static final class Sparse extends OutputStream {
        private final RandomAccessFile file;

        Sparse(Path path) throws IOException {
            file = new RandomAccessFile(path.toFile(), "rw");
        }

        @Override
        public void write(int b) throws IOException {
            file.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 60_000 && bytes[offset] == 0 && bytes[offset + length - 1] == 0) {
                file.seek(file.getFilePointer() + length);
            } else {
                file.write(bytes, offset, length);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
