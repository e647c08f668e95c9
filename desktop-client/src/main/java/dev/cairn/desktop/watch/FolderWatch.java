package dev.cairn.desktop.watch;

import dev.cairn.contracts.id.NodeId;

/**
 * Notices changes early. It may miss some (limits, overflow, network file systems): regular scans find what it missed. What it
 * could not do it says through {@link #unwatched} and {@link #overflows}.
 */
public interface FolderWatch extends AutoCloseable {
    /** From now on, changes of names in this folder become hints. Called again for a folder that was replaced. */
    void watch(NodeId folder, String path);

    /** The folder has another identity from now on. */
    void rename(NodeId from, NodeId to);

    /** Hands over the hints gathered since the last call. */
    Hints drain();

    /** Folders that could not be watched. */
    int unwatched();

    /** How often so much changed at once that the system lost track, and folders became hints as a whole. */
    int overflows();

    @Override
    void close();

    /** Watches nothing: everything is found by scans. */
    FolderWatch NONE = new FolderWatch() {
        @Override
        public void watch(NodeId folder, String path) {}

        @Override
        public void rename(NodeId from, NodeId to) {}

        @Override
        public Hints drain() {
            return new Hints();
        }

        @Override
        public int unwatched() {
            return 0;
        }

        @Override
        public int overflows() {
            return 0;
        }

        @Override
        public void close() {}
    };
}
