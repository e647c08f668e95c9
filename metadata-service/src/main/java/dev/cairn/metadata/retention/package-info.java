/** What is kept for a time only: old answers and old tombstones go. */
@NullMarked
package dev.cairn.metadata.retention;

import org.jspecify.annotations.NullMarked;
