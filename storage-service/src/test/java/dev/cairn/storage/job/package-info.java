/** Tasks are started, watched, cancelled and cut off here, over a real database. */
@NullMarked
package dev.cairn.storage.job;

import org.jspecify.annotations.NullMarked;
