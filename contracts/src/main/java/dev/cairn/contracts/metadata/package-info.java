/** Names: what exists in a space, who may see it, and what changed. */
@NullMarked
package dev.cairn.contracts.metadata;

import org.jspecify.annotations.NullMarked;
