/** Stores that misbehave as devices do, when the test says so. */
@NullMarked
package dev.cairn.storage.blob.fault;

import org.jspecify.annotations.NullMarked;
