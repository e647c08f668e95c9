/** A path flows in, and out comes what the client thinks of it and why. */
@NullMarked
package dev.cairn.desktop.explain;

import org.jspecify.annotations.NullMarked;
