/** What was deleted: bringing it back, or deleting it for good. */
@NullMarked
package dev.cairn.web.trash;

import org.jspecify.annotations.NullMarked;
