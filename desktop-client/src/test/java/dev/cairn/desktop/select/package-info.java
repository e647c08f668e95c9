/** What selecting means. */
@NullMarked
package dev.cairn.desktop.select;

import org.jspecify.annotations.NullMarked;
