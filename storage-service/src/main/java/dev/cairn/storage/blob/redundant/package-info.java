/**
 * One blob flows in and becomes shards on many devices, copies or a Reed-Solomon code; any {@code k} of them give it back. What is
 * missing is a debt in the ledger before anybody is told that the blob is there, and is repaid in the background.
 */
@NullMarked
package dev.cairn.storage.blob.redundant;

import org.jspecify.annotations.NullMarked;
