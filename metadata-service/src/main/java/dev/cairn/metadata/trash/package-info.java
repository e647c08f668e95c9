/** What was deleted: listed, brought back, or gone for good. */
@NullMarked
package dev.cairn.metadata.trash;

import org.jspecify.annotations.NullMarked;
