/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.erasure;

import org.jspecify.annotations.NullMarked;
