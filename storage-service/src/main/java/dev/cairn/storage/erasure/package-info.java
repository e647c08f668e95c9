/** Data shards flow in here and parity shards out, and from any {@code k} shards the others; bytes only, no stores. */
@NullMarked
package dev.cairn.storage.erasure;

import org.jspecify.annotations.NullMarked;
