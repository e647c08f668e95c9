/** How many bytes a space may hold, and how many it does. */
@NullMarked
package dev.cairn.metadata.quota;

import org.jspecify.annotations.NullMarked;
