/** The embedded defaults, each by itself. */
@NullMarked
package dev.cairn.allinone.embedded;

import org.jspecify.annotations.NullMarked;
