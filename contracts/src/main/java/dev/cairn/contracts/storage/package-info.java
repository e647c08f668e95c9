/** Bytes kept: chunks and contents of a space, and the tickets that let others read them. */
@NullMarked
package dev.cairn.contracts.storage;

import org.jspecify.annotations.NullMarked;
