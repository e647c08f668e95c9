/** The tree of a space: edits come in as batches and leave as rows, listings and notes. */
@NullMarked
package dev.cairn.metadata.node;

import org.jspecify.annotations.NullMarked;
