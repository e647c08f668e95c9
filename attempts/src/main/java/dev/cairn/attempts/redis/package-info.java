/** Counts that all processes share, kept in Redis; while it is away each process counts for itself. */
@NullMarked
package dev.cairn.attempts.redis;

import org.jspecify.annotations.NullMarked;
