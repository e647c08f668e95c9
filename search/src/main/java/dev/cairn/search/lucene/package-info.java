/** The index in a folder of this process, by Lucene. */
@NullMarked
package dev.cairn.search.lucene;

import org.jspecify.annotations.NullMarked;
