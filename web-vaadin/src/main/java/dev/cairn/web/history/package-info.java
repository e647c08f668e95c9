/** The versions of a file: looking, downloading, restoring. */
@NullMarked
package dev.cairn.web.history;

import org.jspecify.annotations.NullMarked;
