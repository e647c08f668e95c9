@NullMarked
package dev.cairn.attempts;

import org.jspecify.annotations.NullMarked;
