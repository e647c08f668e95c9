/** The sync engine and the command line. */
@NullMarked
package dev.cairn.desktop;

import org.jspecify.annotations.NullMarked;
