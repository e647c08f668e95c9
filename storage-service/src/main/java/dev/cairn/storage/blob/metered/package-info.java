/** Every call to a store is counted and timed on its way through. */
@NullMarked
package dev.cairn.storage.blob.metered;

import org.jspecify.annotations.NullMarked;
