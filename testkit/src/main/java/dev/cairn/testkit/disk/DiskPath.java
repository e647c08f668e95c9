package dev.cairn.testkit.disk;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A name on a {@link SimulatedDisk}: absolute, or one that is to be resolved. */
record DiskPath(DiskFileSystem system, boolean isAbsolute, List<String> names) implements Path {
    DiskPath {
        names = List.copyOf(names);
    }

    static DiskPath parse(DiskFileSystem system, String text) {
        var names = new ArrayList<String>();
        for (var name : text.split("/", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new DiskPath(system, text.startsWith("/"), names);
    }

    DiskPath parent() {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("the root has no parent");
        }
        return new DiskPath(system, isAbsolute, names.subList(0, names.size() - 1));
    }

    String name() {
        return names.getLast();
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public @Nullable Path getRoot() {
        return isAbsolute ? new DiskPath(system, true, List.of()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return names.isEmpty() ? null : new DiskPath(system, false, List.of(name()));
    }

    @Override
    public @Nullable Path getParent() {
        return names.isEmpty() || (!isAbsolute && names.size() == 1) ? null : parent();
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return new DiskPath(system, false, List.of(names.get(index)));
    }

    @Override
    public Path subpath(int begin, int end) {
        return new DiskPath(system, false, names.subList(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof DiskPath path
                && path.isAbsolute == isAbsolute
                && path.names.size() <= names.size()
                && names.subList(0, path.names.size()).equals(path.names);
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof DiskPath path
                && path.names.size() <= names.size()
                && names.subList(names.size() - path.names.size(), names.size()).equals(path.names);
    }

    @Override
    public Path normalize() {
        var kept = new ArrayList<String>();
        for (var name : names) {
            if (name.equals("..")) {
                kept.removeLast();
            } else if (!name.equals(".")) {
                kept.add(name);
            }
        }
        return new DiskPath(system, isAbsolute, kept);
    }

    @Override
    public Path resolve(Path other) {
        if (other.isAbsolute()) {
            return other;
        }
        var all = new ArrayList<>(names);
        all.addAll(((DiskPath) other).names);
        return new DiskPath(system, isAbsolute, all);
    }

    @Override
    public Path relativize(Path other) {
        if (!other.startsWith(this)) {
            throw new IllegalArgumentException(other + " is not below " + this);
        }
        return other.subpath(names.size(), other.getNameCount());
    }

    @Override
    public URI toUri() {
        return URI.create("simulated:" + toAbsolutePath());
    }

    @Override
    public Path toAbsolutePath() {
        return new DiskPath(system, true, names);
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath().normalize();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("nobody watches a simulated disk");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return (isAbsolute ? "/" : "") + String.join("/", names);
    }
}
