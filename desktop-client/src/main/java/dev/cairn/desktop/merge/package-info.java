/** Two edits of one text become one, where they do not touch each other. */
@NullMarked
package dev.cairn.desktop.merge;

import org.jspecify.annotations.NullMarked;
