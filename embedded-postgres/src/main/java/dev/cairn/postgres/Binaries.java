package dev.cairn.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unpacked server: {@code initdb}, {@code pg_ctl}, {@code postgres} and their libraries, in a folder named after
 * version and platform. The folder appears by one rename after every file in it was synced, so a crash or power cut leaves
 * no half a server, and two processes may ask at once.
 */
record Binaries(Path folder, int majorVersion) {
    private static final Logger log = LoggerFactory.getLogger(Binaries.class);
    private static final Object UNPACKING = new Object();

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** Unpacks the server for this machine into {@code parent} unless it is there. */
    static Binaries in(Path parent) {
        var version = version();
        var platform = platform();
        var folder = parent.resolve("postgresql-" + version + "-" + platform);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(parent);
                unpackOnce(parent, folder, "/postgres-" + platform + ".txz");
            }
        } catch (IOException e) {
            throw new PostgresException(
                    "cannot unpack the PostgreSQL server into " + folder + ": " + e.getMessage(), e);
        }
        return new Binaries(folder, Integer.parseInt(version.substring(0, version.indexOf('.'))));
    }

    private static String version() {
        try (var in = resource("binaries.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "");
        } catch (IOException e) {
            throw new PostgresException("cannot read binaries.properties", e);
        }
    }

    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var os = system.contains("mac") ? "darwin" : system;
        var cpu =
                switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> processor;
                };
        return os + "-" + cpu;
    }

    private static InputStream resource(String name) {
        var in = Binaries.class.getResourceAsStream(name);
        if (in == null) {
            throw new PostgresException("no PostgreSQL server for this platform (" + name
                    + "); set cairn.database.url to a PostgreSQL server of your own");
        }
        return in;
    }

    private static void unpackOnce(Path parent, Path folder, String archive) throws IOException {
        // The monitor is for threads, the file lock for processes: a JVM may hold a file lock only once.
        synchronized (UNPACKING) {
            try (var channel = FileChannel.open(
                            parent.resolve(".unpacking"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (Files.isDirectory(folder)) {
                    return;
                }
                log.info("Unpacking the PostgreSQL server into {} ({})", folder, lock);
                var unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
                deleteRecursively(unfinished);
                Files.createDirectory(unfinished);
                try (var tar = new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(resource(archive), 1 << 16)))) {
                    for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                        unpack(tar, entry, unfinished);
                    }
                }
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into) throws IOException {
        var target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("entry leaves the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        try (var out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            tar.transferTo(Channels.newOutputStream(out));
            out.force(false);
        }
        var executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    static void deleteRecursively(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
