/** Measurements of the storage engine in this process, each beside a peer on the same disk. */
@NullMarked
package dev.cairn.bench.storage;

import org.jspecify.annotations.NullMarked;
