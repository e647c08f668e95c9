/** Rates, schedules and a bucket, against a clock that tests move. */
@NullMarked
package dev.cairn.desktop.limit;

import org.jspecify.annotations.NullMarked;
