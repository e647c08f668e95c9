/** The logic of lists. */
@NullMarked
package dev.cairn.web.files;

import org.jspecify.annotations.NullMarked;
