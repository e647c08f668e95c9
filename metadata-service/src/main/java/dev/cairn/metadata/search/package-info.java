/** A few words come in, the names that hold them go out: only those the caller may read. */
@NullMarked
package dev.cairn.metadata.search;

import org.jspecify.annotations.NullMarked;
