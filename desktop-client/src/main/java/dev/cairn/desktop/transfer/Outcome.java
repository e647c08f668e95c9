package dev.cairn.desktop.transfer;

import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.Draft;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.index.RemoteNode.FileState;

/** What became of one file in a transfer. */
public sealed interface Outcome {
    /** Which file. */
    NodeId node();

    /** Its bytes were read (and, in an upload, are durable on the server); the file looked like {@code stamp} before and after. */
    record Read(NodeId node, Stamp stamp, Manifest manifest) implements Outcome {}

    /** Its bytes are in a sealed draft, verified, with the time and the executable bit of {@code file}. */
    record Fetched(NodeId node, FileState file, Draft draft, Manifest manifest) implements Outcome {}

    /** It was written to while it was read, or is gone: look again. */
    record Changed(NodeId node) implements Outcome {}

    /** It cannot be read or written here; {@code why} is for people. */
    record Failed(NodeId node, String why) implements Outcome {}
}
