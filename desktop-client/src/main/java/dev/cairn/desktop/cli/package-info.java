/** Commands flow in, sentences, JSON and exit codes flow out. */
@NullMarked
package dev.cairn.desktop.cli;

import org.jspecify.annotations.NullMarked;
