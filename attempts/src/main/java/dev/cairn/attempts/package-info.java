/** Attempts at passwords are counted here, under a key and for a window of time; those who guard a password ask how many there were. */
@NullMarked
package dev.cairn.attempts;

import org.jspecify.annotations.NullMarked;
