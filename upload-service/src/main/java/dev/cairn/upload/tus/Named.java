package dev.cairn.upload.tus;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;

/** What an upload has become. */
record Named(NodeId node, VersionId version) {}
