/** Texts of files, good and hostile. */
@NullMarked
package dev.cairn.search.text;

import org.jspecify.annotations.NullMarked;
