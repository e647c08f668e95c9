/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.content;

import org.jspecify.annotations.NullMarked;
