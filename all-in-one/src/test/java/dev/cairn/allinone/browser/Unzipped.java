package dev.cairn.allinone.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What a downloaded archive holds. */
final class Unzipped {
    private Unzipped() {}

    /** Paths of all entries; those of folders end with a slash. */
    static List<String> names(Path archive) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    /** The bytes of one; their checksum has been compared. */
    static byte[] bytes(Path archive, String name) throws IOException {
        try (var zip = new ZipFile(archive.toFile());
                var in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }
}
