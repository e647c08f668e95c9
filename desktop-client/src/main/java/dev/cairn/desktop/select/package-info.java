/** What people say they want on this device flows in, and the set of folders that are not kept here comes out. */
@NullMarked
package dev.cairn.desktop.select;

import org.jspecify.annotations.NullMarked;
