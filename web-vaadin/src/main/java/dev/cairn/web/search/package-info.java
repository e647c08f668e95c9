/** Finding files by name in all spaces of a person. */
@NullMarked
package dev.cairn.web.search;

import org.jspecify.annotations.NullMarked;
