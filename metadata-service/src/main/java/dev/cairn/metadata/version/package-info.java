/** The versions of a file: listed, downloaded, brought back. */
@NullMarked
package dev.cairn.metadata.version;

import org.jspecify.annotations.NullMarked;
