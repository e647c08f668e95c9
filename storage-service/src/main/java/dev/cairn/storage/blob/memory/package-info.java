/** Blobs that live as long as the process: for trying out and for tests. */
@NullMarked
package dev.cairn.storage.blob.memory;

import org.jspecify.annotations.NullMarked;
