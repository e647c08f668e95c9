/** Blobs as files of one folder: written aside, synced, then given their name. */
@NullMarked
package dev.cairn.storage.blob.local;

import org.jspecify.annotations.NullMarked;
