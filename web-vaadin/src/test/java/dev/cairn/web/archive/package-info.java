/** Archives, byte by byte. */
@NullMarked
package dev.cairn.web.archive;

import org.jspecify.annotations.NullMarked;
