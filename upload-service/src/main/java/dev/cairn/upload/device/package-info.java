/** Chunks, then manifests, then operations of a device flow through here: bytes to storage first, names to metadata last. */
@NullMarked
package dev.cairn.upload.device;

import org.jspecify.annotations.NullMarked;
