/** Merging texts. */
@NullMarked
package dev.cairn.desktop.merge;

import org.jspecify.annotations.NullMarked;
