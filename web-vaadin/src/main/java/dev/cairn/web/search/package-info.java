/** Finding files by name and by what is in them in all spaces of a person. */
@NullMarked
package dev.cairn.web.search;

import org.jspecify.annotations.NullMarked;
