/** Swing: pictures become components, clicks become wishes. */
@NullMarked
package dev.cairn.window.view;

import org.jspecify.annotations.NullMarked;
