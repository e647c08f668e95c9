@NullMarked
package dev.cairn.attempts.redis;

import org.jspecify.annotations.NullMarked;
