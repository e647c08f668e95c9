/** Three trees flow in and a plan flows out; no I/O, no clock, no randomness. */
@NullMarked
package dev.cairn.desktop.reconcile;

import org.jspecify.annotations.NullMarked;
