/** A plan becomes renames, folders and removals on disk, and disk listings become the local tree. */
@NullMarked
package dev.cairn.desktop.apply;

import org.jspecify.annotations.NullMarked;
