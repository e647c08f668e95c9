/** Blobs that are put are copied to a store far away, soon after; what is still to copy is in a journal. */
@NullMarked
package dev.cairn.storage.blob.mirrored;

import org.jspecify.annotations.NullMarked;
