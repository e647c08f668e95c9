/** The journal. */
@NullMarked
package dev.cairn.desktop.index;

import org.jspecify.annotations.NullMarked;
