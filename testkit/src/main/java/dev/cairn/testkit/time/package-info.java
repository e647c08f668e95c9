/** Waiting for what other threads and processes do. */
@NullMarked
package dev.cairn.testkit.time;

import org.jspecify.annotations.NullMarked;
