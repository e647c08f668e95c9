/** Bytes in: tus, chunk negotiation, commit. */
@NullMarked
package dev.cairn.upload;

import org.jspecify.annotations.NullMarked;
