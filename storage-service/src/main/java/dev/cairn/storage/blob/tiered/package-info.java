/** Blobs come in hot and are moved to a colder store when they have become old. */
@NullMarked
package dev.cairn.storage.blob.tiered;

import org.jspecify.annotations.NullMarked;
