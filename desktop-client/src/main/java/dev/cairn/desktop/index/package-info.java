/** What the server last said, what the disk last said and what both agreed on, kept in memory and in a journal. */
@NullMarked
package dev.cairn.desktop.index;

import org.jspecify.annotations.NullMarked;
