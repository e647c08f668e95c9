/** Storage asks here which contents have names, before it gives up bytes; nothing flows back. */
@NullMarked
package dev.cairn.metadata.census;

import org.jspecify.annotations.NullMarked;
