/** Blobs are led to the store of the region that their name says, and to no other. */
@NullMarked
package dev.cairn.storage.blob.routed;

import org.jspecify.annotations.NullMarked;
