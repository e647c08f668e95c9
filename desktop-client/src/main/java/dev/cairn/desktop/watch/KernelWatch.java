package dev.cairn.desktop.watch;

import dev.cairn.contracts.id.NodeId;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches through the JDK: inotify on Linux, where each folder is one watch that follows the folder through renames. Keys are
 * therefore kept by node, not by path. An overflow becomes a hint at everything it may have swallowed.
 */
public final class KernelWatch implements FolderWatch {
    private static final Logger LOG = LoggerFactory.getLogger(KernelWatch.class);
    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY
    };

    private final Path root;
    private final Runnable wake;
    private final Source source;
    /** Null when the system gave none so far: then nothing is watched. */
    private volatile @Nullable WatchService service;

    private volatile boolean closed;

    private final Map<WatchKey, NodeId> folders = new HashMap<>();
    private final Map<NodeId, WatchKey> keys = new HashMap<>();
    private final Set<NodeId> unwatched = new HashSet<>();
    private Hints hints = new Hints();
    private int overflows;
    /** Of the hints that nobody took yet: the system tells an overflow to every folder it watches. */
    private boolean overflowing;

    /** Where watches come from. */
    interface Source {
        WatchService open() throws IOException;
    }

    /** @param wake called from the watching thread when there are new hints */
    public KernelWatch(Path root, Runnable wake) {
        this(root, wake, root.getFileSystem()::newWatchService);
    }

    KernelWatch(Path root, Runnable wake, Source source) {
        this.root = root;
        this.wake = wake;
        this.source = source;
        open();
    }

    /** Without a watch scans still find everything: later, but that is no reason not to sync. */
    private @Nullable WatchService open() {
        try {
            var fresh = source.open();
            service = fresh;
            Thread.ofPlatform().daemon().name("watch").start(() -> follow(fresh));
            return fresh;
        } catch (IOException e) {
            LOG.warn("Nothing can be watched ({}); changes are found by regular scans", e.getMessage());
            return null;
        }
    }

    @Override
    public void watch(NodeId folder, String path) {
        var from = service;
        if (from == null && path.isEmpty() && !closed) {
            // Every look at everything begins here.
            from = open();
        }
        if (from == null) {
            synchronized (this) {
                unwatched.add(folder);
            }
            return;
        }
        try {
            var key = (path.isEmpty() ? root : root.resolve(path)).register(from, KINDS);
            synchronized (this) {
                var before = keys.put(folder, key);
                if (before != null && !before.equals(key) && folder.equals(folders.get(before))) {
                    folders.remove(before);
                    before.cancel();
                }
                folders.put(key, folder);
                unwatched.remove(folder);
            }
        } catch (NoSuchFileException | NotDirectoryException | ClosedWatchServiceException e) {
            // Gone again: its parent's hints tell.
        } catch (IOException e) {
            boolean first;
            synchronized (this) {
                first = unwatched.isEmpty();
                unwatched.add(folder);
            }
            if (first) {
                LOG.warn(
                        "Some folders cannot be watched ({}); their changes are found by regular scans",
                        e.getMessage());
            }
        }
    }

    @Override
    public synchronized void rename(NodeId from, NodeId to) {
        var key = keys.remove(from);
        if (key != null) {
            keys.put(to, key);
            folders.put(key, to);
        }
        if (unwatched.remove(from)) {
            unwatched.add(to);
        }
        hints.rename(from, to);
    }

    @Override
    public synchronized Hints drain() {
        var gathered = hints;
        hints = new Hints();
        overflowing = false;
        return gathered;
    }

    @Override
    public synchronized int unwatched() {
        return unwatched.size();
    }

    @Override
    public synchronized int overflows() {
        return overflows;
    }

    @Override
    public void close() {
        closed = true;
        var open = service;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("closing the watch", e);
        }
    }

    private void follow(WatchService from) {
        try {
            while (true) {
                var key = from.take();
                if (gather(key)) {
                    wake.run();
                }
            }
        } catch (ClosedWatchServiceException e) {
            // Closed: done.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void overflowed() {
        if (!overflowing) {
            overflowing = true;
            overflows++;
            LOG.info("So much changed at once that the system lost track; whole folders are looked at again");
        }
    }

    private synchronized boolean gather(WatchKey key) {
        var folder = folders.get(key);
        boolean news = false;
        for (var event : key.pollEvents()) {
            if (folder == null) {
                continue;
            }
            if (event.context() instanceof Path name) {
                if (!name.toString().startsWith(".cairn-")) {
                    hints.name(folder, name.toString());
                    news = true;
                }
            } else {
                overflowed();
                hints.folder(folder);
                news = true;
            }
        }
        if (!key.reset() && folder != null) {
            folders.remove(key);
            keys.remove(folder, key);
        }
        return news;
    }
}
