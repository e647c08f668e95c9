/** Stores on stores on stores, which are stores. */
@NullMarked
package dev.cairn.storage.blob.nested;

import org.jspecify.annotations.NullMarked;
