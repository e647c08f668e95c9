/** What the launcher does before there is anything built. */
@NullMarked
package dev.cairn.allinone.launcher;

import org.jspecify.annotations.NullMarked;
