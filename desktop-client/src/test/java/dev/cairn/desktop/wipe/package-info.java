/** Wiping. */
@NullMarked
package dev.cairn.desktop.wipe;

import org.jspecify.annotations.NullMarked;
