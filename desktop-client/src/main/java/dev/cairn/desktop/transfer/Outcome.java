package dev.cairn.desktop.transfer;

import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.Draft;
import dev.cairn.desktop.fs.Stamp;

/** What became of one file in a transfer. */
public sealed interface Outcome {
    /** Which file. */
    NodeId node();

    /** Its bytes were read (and, in an upload, are durable on the server); the file looked like {@code stamp} before and after. */
    record Read(NodeId node, Stamp stamp, Manifest manifest) implements Outcome {}

    /** Its bytes are in a sealed draft, verified. */
    record Fetched(NodeId node, Draft draft, Manifest manifest) implements Outcome {}

    /** It was written to while it was read, or is gone: look again. */
    record Changed(NodeId node) implements Outcome {}

    /** It cannot be read or written here; {@code why} is for people. */
    record Failed(NodeId node, String why) implements Outcome {}
}
