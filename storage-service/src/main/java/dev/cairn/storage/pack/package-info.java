/** Sealed records of many uploads flow in here, are gathered, and become durable together as one immutable blob. */
@NullMarked
package dev.cairn.storage.pack;

import org.jspecify.annotations.NullMarked;
