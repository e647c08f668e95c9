/** Opaque bytes under a key flow in here once and are read, in part or whole, many times; nothing here knows what they mean. */
@NullMarked
package dev.cairn.storage.blob;

import org.jspecify.annotations.NullMarked;
