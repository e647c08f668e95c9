package dev.cairn.desktop.fs;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The synced folder. Paths are relative to it, with {@code /} between names; the empty path is the folder itself. No operation
 * follows a symbolic link, inside or at the end of a path, and none leaves the folder. Durable is what {@link #seal}, {@link
 * #syncFiles} and {@link #syncFolder} returned for; the rest may be lost in a power cut. Thread-safe.
 */
public interface LocalFiles {
    /** Directory below the folder for drafts and things set aside; ignored by scans. */
    String WORK_FOLDER = ".cairn-tmp";

    /** Marker file; ignored by scans. */
    String MARKER = ".cairn-root";

    /** Whether the folder is there and ours. */
    RootState root();

    /**
     * Which folder on which file system this is: the same text as long as it is the same one, another for what is seen in its
     * place when its disk is not mounted. Empty when it is not there or that cannot be told.
     */
    String identity();

    /** Writes the marker, durably. */
    void mark(String mark) throws IOException;

    /** Bytes that can still be written, as far as that can be told. */
    long freeBytes();

    /** Bytes the disk has, used or not, as far as that can be told. */
    long totalBytes();

    /** Changes with every start of the operating system; empty when that cannot be told. */
    String bootId();

    /** What is in a folder, our own two names left out; {@link java.nio.file.NoSuchFileException} when it is gone. */
    Listing list(String folder) throws IOException;

    /** What a name stands for; null when there is nothing. */
    @Nullable
    Stamp stat(String path) throws IOException;

    /** Opens a regular file. */
    SourceFile open(String path) throws IOException;

    /** Makes sure that the bytes of files the user wrote survive a power cut; those that are gone are passed over. */
    void syncFiles(List<String> paths) throws IOException;

    /** A new empty draft, or the one that was left under this key. */
    Draft draft(String key) throws IOException;

    /** Makes finished drafts durable; many together cost hardly more than one. When it fails, none is. */
    void seal(List<Draft> finished) throws IOException;

    /**
     * Gives a sealed draft its name, atomically.
     *
     * @param expected what is there now and may be replaced; null: nothing is there
     * @return what is there afterwards
     * @throws TargetChangedException when something else is there; the draft is kept
     */
    Stamp place(Draft draft, String path, @Nullable Stamp expected) throws IOException;

    /** Renames what is at {@code from}; never replaces anything: {@link TargetChangedException}. Returns its stamp afterwards. */
    Stamp rename(String from, String to) throws IOException;

    /** Makes a folder; one that is there already is {@link TargetChangedException}. */
    Stamp makeFolder(String path) throws IOException;

    /** Removes a file that still looks as expected; {@link TargetChangedException} else. */
    void removeFile(String path, Stamp expected) throws IOException;

    /** Removes an empty folder; {@link TargetChangedException} when it is not empty. */
    void removeFolder(String path) throws IOException;

    /** Sets time and executable bit of a file that still looks as expected; returns its stamp afterwards. */
    Stamp touch(String path, Stamp expected, Instant modified, boolean executable) throws IOException;

    /** Moves a file out of the synced tree into the work folder, where the user can find it; nothing is ever lost by it. */
    void setAside(String path, String name) throws IOException;

    /** Makes renames, creations and removals in a folder durable. A folder that is gone is fine. */
    void syncFolder(String path) throws IOException;

    /**
     * Deletes drafts nobody came back for since {@code before}. What a process that died while it replaced a file left of that
     * goes to where the user can find it.
     */
    void sweepDrafts(Instant before) throws IOException;
}
