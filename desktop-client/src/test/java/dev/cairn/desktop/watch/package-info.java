/** The watch. */
@NullMarked
package dev.cairn.desktop.watch;

import org.jspecify.annotations.NullMarked;
