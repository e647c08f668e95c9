/** Browsing a space: a folder's listing kept fresh, and the edits of names. */
@NullMarked
package dev.cairn.web.files;

import org.jspecify.annotations.NullMarked;
