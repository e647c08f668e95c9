/** The command line. */
@NullMarked
package dev.cairn.desktop.cli;

import org.jspecify.annotations.NullMarked;
