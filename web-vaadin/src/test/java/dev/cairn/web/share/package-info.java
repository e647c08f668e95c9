/** Public links without a browser. */
@NullMarked
package dev.cairn.web.share;

import org.jspecify.annotations.NullMarked;
