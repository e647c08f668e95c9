/** The real file system. */
@NullMarked
package dev.cairn.desktop.fs;

import org.jspecify.annotations.NullMarked;
