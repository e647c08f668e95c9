/** Bytes kept: dedup, compress, encrypt, pack, blob stores. */
@NullMarked
package dev.cairn.storage;

import org.jspecify.annotations.NullMarked;
