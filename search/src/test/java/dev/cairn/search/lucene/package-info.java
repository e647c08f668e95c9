/** The index in a folder. */
@NullMarked
package dev.cairn.search.lucene;

import org.jspecify.annotations.NullMarked;
