package dev.cairn.desktop.engine;

import dev.cairn.desktop.fs.Draft;
import dev.cairn.desktop.fs.Entry;
import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.Listing;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.fs.RootState;
import dev.cairn.desktop.fs.SourceFile;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.fs.TargetChangedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Unix file system in memory that keeps only what was synced when the power goes. Names are journaled in order: a power cut
 * keeps some prefix of what happened since the last folder sync. Bytes that were not synced may be there, be missing, be what
 * they were before, or be zeroes; times of such files may be old.
 */
final class SimFiles implements LocalFiles {
    @SuppressWarnings("ArrayRecordComponent") // never written to, compared by identity only
    private record Inode(
            Kind kind,
            Instant born,
            byte[] bytes,
            Instant modified,
            Instant changed,
            boolean executable,
            Map<String, Long> names) {
        Inode with(byte[] newBytes, Instant now) {
            return new Inode(kind, born, newBytes, now, now, executable, names);
        }

        Inode named(Map<String, Long> newNames, Instant now) {
            return new Inode(kind, born, bytes, now, now, executable, newNames);
        }

        Inode attributes(Instant newModified, boolean newExecutable, Instant now) {
            return new Inode(kind, born, bytes, newModified, now, newExecutable, names);
        }

        Inode changed(Instant now) {
            return new Inode(kind, born, bytes, modified, now, executable, names);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // as above
    private record Durable(byte[] bytes, Instant modified) {}

    private static final long ROOT = 1;

    private final InstantSource clock;
    private final Random random;
    private Map<Long, Inode> inodes = new HashMap<>();
    private final List<Map<Long, Inode>> sinceSync = new ArrayList<>();
    private final Map<Long, Durable> durable = new HashMap<>();
    private long lastInode = ROOT;
    private long ticks;
    private int boots = 1;
    private @Nullable String mark;
    private boolean mounted = true;

    /** How full the disk is. */
    enum Fullness {
        ROOM,
        /** Full, and it says so. */
        FULL,
        /** Full by the time somebody writes. */
        FULL_UNSEEN
    }

    Fullness fullness = Fullness.ROOM;
    /** What a disk that is no endless one has, used or not, and how much of it is free. */
    long totalBytes = Long.MAX_VALUE;

    long freeBytes = Long.MAX_VALUE;
    /** Whether the next folder sync fails. From then on names are kept in memory only, and every later sync says that it worked. */
    boolean folderSyncFails;

    /** Names that are listed but cannot be looked at, wherever they are. */
    final Set<String> outOfReach = new HashSet<>();

    /** Names that cannot be removed, wherever they are. */
    final Set<String> unremovable = new HashSet<>();

    private boolean namesLost;
    /** A bug that shows with the next listing. */
    @Nullable
    Error bug;

    /** Told the bytes that are about to disappear because of the engine. */
    Consumer<byte[]> destroying = bytes -> {};

    /** Told what the engine is about to rename, and how. */
    BiConsumer<String, String> renaming = (from, to) -> {};

    /** Told the folder and the name of every change, as inotify would. */
    Changed watcher = (inode, name) -> {};

    interface Changed {
        void at(long folderInode, String name);
    }

    SimFiles(InstantSource clock, Random random) {
        this.clock = clock;
        this.random = random;
        inodes.put(ROOT, new Inode(Kind.FOLDER, now(), new byte[0], now(), now(), false, new TreeMap<>()));
        committed();
    }

    private Instant now() {
        // The kernel's clock is finer than any two operations.
        return clock.instant().plusNanos(++ticks);
    }

    private void committed() {
        if (namesLost) {
            return;
        }
        sinceSync.clear();
        sinceSync.add(inodes);
    }

    private void change(Map<Long, Inode> next) {
        inodes = next;
        sinceSync.add(next);
    }

    // ---- what users do ----

    void userWrite(String path, byte[] bytes) {
        var id = find(path);
        if (id == null) {
            create(path, bytes);
        } else {
            replace(id, get(id).with(bytes, now()));
        }
        tell(path);
    }

    void userReplace(String path, byte[] bytes) {
        var temporary = path + "~";
        create(temporary, bytes);
        tell(temporary);
        userRename(temporary, path);
    }

    void userFolder(String path) {
        var next = new HashMap<>(inodes);
        long id = ++lastInode;
        next.put(id, new Inode(Kind.FOLDER, now(), new byte[0], now(), now(), false, new TreeMap<>()));
        change(next);
        link(path, id);
        tell(path);
    }

    /** Something that was there before is there again. */
    void userLink(String path, long inode) {
        link(path, inode);
        tell(path);
    }

    void userDelete(String path) {
        unlink(path);
        tell(path);
    }

    void userRename(String from, String to) {
        long id = Objects.requireNonNull(find(from));
        if (to.startsWith(from + "/")) {
            return;
        }
        var parent = find(FileNames.parent(to));
        if (parent == null || get(parent).kind() != Kind.FOLDER) {
            return;
        }
        var next = new HashMap<>(inodes);
        relink(next, from, null);
        relink(next, to, id);
        next.put(id, Objects.requireNonNull(next.get(id)).changed(now()));
        change(next);
        tell(from);
        tell(to);
    }

    void userTouch(String path, Instant modified) {
        long id = Objects.requireNonNull(find(path));
        replace(id, get(id).attributes(modified, random.nextBoolean(), now()));
        tell(path);
    }

    byte[] userRead(String path) {
        return get(Objects.requireNonNull(find(path))).bytes();
    }

    /** Paths of everything, folders with a slash at the end. */
    List<String> paths() {
        var paths = new ArrayList<String>();
        walk("", ROOT, paths);
        return paths;
    }

    private void walk(String path, long id, List<String> into) {
        for (var each : get(id).names().entrySet()) {
            var child = FileNames.join(path, each.getKey());
            if (get(each.getValue()).kind() == Kind.FOLDER) {
                into.add(child + "/");
                walk(child, each.getValue(), into);
            } else {
                into.add(child);
            }
        }
    }

    long inode(String path) {
        var id = find(path);
        return id == null ? 0 : id;
    }

    // ---- what fate does ----

    void powerCut() {
        boots++;
        namesLost = false;
        inodes = sinceSync.get(random.nextInt(sinceSync.size()));
        var next = new HashMap<Long, Inode>();
        inodes.forEach((id, inode) -> next.put(id, inode.kind() == Kind.FILE ? survivor(id, inode) : inode));
        inodes = next;
        durable.keySet().retainAll(inodes.keySet());
        inodes.forEach((id, inode) -> durable.put(id, new Durable(inode.bytes(), inode.modified())));
        committed();
    }

    private Inode survivor(long id, Inode inode) {
        var kept = durable.get(id);
        if (kept != null && Arrays.equals(kept.bytes(), inode.bytes())) {
            return inode;
        }
        return switch (random.nextInt(4)) {
            case 0 -> inode;
            case 1 ->
                inode.with(new byte[inode.bytes().length], now())
                        .attributes(oldTime(kept, inode), inode.executable(), now());
            case 2 -> inode.with(new byte[0], now()).attributes(oldTime(kept, inode), inode.executable(), now());
            default ->
                kept == null
                        ? inode.with(new byte[0], now()).attributes(inode.modified(), inode.executable(), now())
                        : inode.with(kept.bytes(), now()).attributes(kept.modified(), inode.executable(), now());
        };
    }

    private Instant oldTime(@Nullable Durable kept, Inode inode) {
        return kept == null || random.nextBoolean() ? inode.modified() : kept.modified();
    }

    void mounted(boolean there) {
        mounted = there;
    }

    /** The kernel gets round to writing everything. */
    void syncAll() {
        inodes.forEach((id, inode) -> durable.put(id, new Durable(inode.bytes(), inode.modified())));
        committed();
    }

    // ---- what the engine does ----

    @Override
    public RootState root() {
        var there = mark;
        return mounted && there != null ? new RootState.Present(there) : new RootState.Absent("no marker");
    }

    @Override
    public String identity() {
        return mounted ? "the folder" : "the mount point";
    }

    /** What {@code git clean} does to a file it does not know. */
    void removeMarker() {
        mark = null;
    }

    @Override
    public long freeBytes() {
        return fullness == Fullness.FULL ? 0 : freeBytes;
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    private void requireRoom() throws IOException {
        if (fullness != Fullness.ROOM) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void mark(String newMark) throws IOException {
        requireRoom();
        mark = newMark;
    }

    @Override
    public String bootId() {
        return "boot-" + boots;
    }

    @Override
    public Listing list(String folder) throws IOException {
        if (bug != null) {
            throw bug;
        }
        if (!mounted) {
            return new Listing(List.of(), Map.of());
        }
        var id = find(folder);
        if (id == null || get(id).kind() != Kind.FOLDER) {
            throw new NoSuchFileException(folder);
        }
        var entries = new ArrayList<Entry>();
        var unreadable = new HashMap<String, String>();
        get(id).names().forEach((name, child) -> {
            if (outOfReach.contains(name)) {
                unreadable.put(name, "permission denied");
            } else {
                entries.add(new Entry(name, stamp(child)));
            }
        });
        return new Listing(entries, unreadable);
    }

    @Override
    public @Nullable Stamp stat(String path) {
        var id = mounted ? find(path) : null;
        return id == null ? null : stamp(id);
    }

    @Override
    public SourceFile open(String path) throws IOException {
        var id = mounted ? find(path) : null;
        if (id == null) {
            throw new NoSuchFileException(path);
        }
        return new Open(path, get(id).bytes());
    }

    @Override
    public void syncFiles(List<String> paths) {
        for (var path : paths) {
            var id = find(path);
            if (id != null) {
                durable.put(id, new Durable(get(id).bytes(), get(id).modified()));
            }
        }
    }

    @Override
    public void seal(List<Draft> finished) {
        finished.forEach(draft -> ((SimDraft) draft).durable = true);
    }

    @Override
    public Draft draft(String key) {
        return new SimDraft();
    }

    @Override
    public Stamp place(Draft draft, String path, @Nullable Stamp expected) throws IOException {
        var sealed = Objects.requireNonNull(((SimDraft) draft).finished);
        requireMounted(path);
        var present = stat(path);
        if (expected == null ? present != null : present == null || !present.sameAs(expected)) {
            throw new TargetChangedException(path);
        }
        if (present != null) {
            destroying.accept(userRead(path));
        }
        var parent = find(FileNames.parent(path));
        if (parent == null) {
            throw new NoSuchFileException(path);
        }
        var next = new HashMap<>(inodes);
        long id = ++lastInode;
        next.put(id, sealed.changed(now()));
        if (((SimDraft) draft).durable) {
            durable.put(id, new Durable(sealed.bytes(), sealed.modified()));
        }
        relink(next, path, id);
        change(next);
        tell(path);
        return stamp(id);
    }

    @Override
    public Stamp rename(String from, String to) throws IOException {
        requireMounted(from);
        if (find(from) == null || find(FileNames.parent(to)) == null) {
            throw new NoSuchFileException(from);
        }
        if (find(to) != null) {
            throw new TargetChangedException(to);
        }
        renaming.accept(from, to);
        userRename(from, to);
        return Objects.requireNonNull(stat(to));
    }

    @Override
    public Stamp makeFolder(String path) throws IOException {
        requireMounted(path);
        requireRoom();
        if (find(path) != null) {
            throw new TargetChangedException(path);
        }
        if (find(FileNames.parent(path)) == null) {
            throw new NoSuchFileException(path);
        }
        userFolder(path);
        return Objects.requireNonNull(stat(path));
    }

    @Override
    public void removeFile(String path, Stamp expected) throws IOException {
        requireMounted(path);
        var present = stat(path);
        if (present == null || !present.sameAs(expected)) {
            throw new TargetChangedException(path);
        }
        requireRemovable(path);
        destroying.accept(userRead(path));
        userDelete(path);
    }

    private void requireRemovable(String path) throws IOException {
        if (unremovable.contains(path.substring(path.lastIndexOf('/') + 1))) {
            throw new AccessDeniedException(path);
        }
    }

    @Override
    public void removeFolder(String path) throws IOException {
        requireMounted(path);
        var id = find(path);
        if (id == null || get(id).kind() != Kind.FOLDER || !get(id).names().isEmpty()) {
            throw new TargetChangedException(path);
        }
        userDelete(path);
    }

    @Override
    public Stamp touch(String path, Stamp expected, Instant modified, boolean executable) throws IOException {
        requireMounted(path);
        var present = stat(path);
        if (present == null || !present.sameAs(expected)) {
            throw new TargetChangedException(path);
        }
        long id = Objects.requireNonNull(find(path));
        replace(id, get(id).attributes(modified, executable, now()));
        tell(path);
        return stamp(id);
    }

    @Override
    public void setAside(String path, String name) {
        userDelete(path);
    }

    @Override
    public void syncFolder(String path) throws IOException {
        if (folderSyncFails) {
            folderSyncFails = false;
            namesLost = true;
            throw new IOException("Input/output error");
        }
        committed();
    }

    @Override
    public void sweepDrafts(Instant before) {}

    private void requireMounted(String path) throws IOException {
        if (!mounted) {
            throw new NoSuchFileException(path);
        }
    }

    // ---- inodes ----

    private Inode get(long id) {
        return Objects.requireNonNull(inodes.get(id));
    }

    private @Nullable Long find(String path) {
        Long at = ROOT;
        if (path.isEmpty()) {
            return at;
        }
        for (var name : path.split("/", -1)) {
            var inode = inodes.get(at);
            at = inode == null ? null : inode.names().get(name);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private Stamp stamp(long id) {
        var inode = get(id);
        boolean file = inode.kind() == Kind.FILE;
        return new Stamp(
                inode.kind(),
                id,
                inode.born(),
                file ? inode.bytes().length : 0,
                inode.modified(),
                inode.changed(),
                inode.executable());
    }

    private void create(String path, byte[] bytes) {
        var next = new HashMap<>(inodes);
        long id = ++lastInode;
        next.put(id, new Inode(Kind.FILE, now(), bytes, now(), now(), false, Map.of()));
        relink(next, path, id);
        change(next);
    }

    private void replace(long id, Inode inode) {
        var next = new HashMap<>(inodes);
        next.put(id, inode);
        change(next);
    }

    private void link(String path, long id) {
        var next = new HashMap<>(inodes);
        relink(next, path, id);
        change(next);
    }

    private void unlink(String path) {
        var next = new HashMap<>(inodes);
        relink(next, path, null);
        change(next);
    }

    private void relink(Map<Long, Inode> in, String path, @Nullable Long id) {
        long parent = Objects.requireNonNull(find(FileNames.parent(path)));
        var folder = Objects.requireNonNull(in.get(parent));
        var names = new TreeMap<>(folder.names());
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (id == null) {
            names.remove(name);
        } else {
            names.put(name, id);
        }
        in.put(parent, folder.named(names, now()));
    }

    private void tell(String path) {
        var parent = find(FileNames.parent(path));
        if (parent != null) {
            watcher.at(parent, path.substring(path.lastIndexOf('/') + 1));
        }
    }

    private final class Open implements SourceFile {
        private final String path;
        private final ByteBuffer bytes;
        private final byte[] all;

        Open(String path, byte[] all) {
            this.path = path;
            this.all = all;
            this.bytes = ByteBuffer.wrap(all);
        }

        @Override
        public Stamp stamp() throws IOException {
            var there = stat(path);
            if (there == null) {
                throw new NoSuchFileException(path);
            }
            return there;
        }

        @Override
        public void readFully(long position, byte[] into, int offset, int length) throws IOException {
            if (position + length > all.length) {
                throw new EOFException();
            }
            System.arraycopy(all, (int) position, into, offset, length);
        }

        @Override
        public int read(ByteBuffer into) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int length = Math.min(into.remaining(), bytes.remaining());
            into.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** A draft that does not outlive its process. */
    private final class SimDraft implements Draft {
        private byte[] bytes = new byte[0];
        private @Nullable Inode finished;
        private boolean durable;

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void append(byte[] more, int offset, int length) throws IOException {
            requireRoom();
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + length);
            System.arraycopy(more, offset, bytes, before, length);
        }

        @Override
        public void readFully(long position, byte[] into, int offset, int length) {
            System.arraycopy(bytes, (int) position, into, offset, length);
        }

        @Override
        public void truncate(long length) {
            bytes = Arrays.copyOf(bytes, (int) length);
        }

        @Override
        public void finish(Instant modified, boolean executable) throws IOException {
            requireRoom();
            finished = new Inode(Kind.FILE, now(), bytes, modified, now(), executable, Map.of());
        }

        @Override
        public void suspend() {}

        @Override
        public void discard() {}
    }
}
