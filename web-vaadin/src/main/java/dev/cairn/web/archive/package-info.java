/** Several files and folders as one download: a zip archive, written while it is read. */
@NullMarked
package dev.cairn.web.archive;

import org.jspecify.annotations.NullMarked;
