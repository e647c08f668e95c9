/** Chunks and manifests of a space flow in here to be named, deduplicated, compressed and sealed, and out again checked. */
@NullMarked
package dev.cairn.storage.chunk;

import org.jspecify.annotations.NullMarked;
