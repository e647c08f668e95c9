/** Bytes that are small and precious (keys, passwords, markers, manifests) flow in here and are whole on the disk, or not there. */
@NullMarked
package dev.cairn.durable;

import org.jspecify.annotations.NullMarked;
