/** What becomes of a device whose owner wants it wiped: its synced folders and its home are emptied, and the server is told. */
@NullMarked
package dev.cairn.desktop.wipe;

import org.jspecify.annotations.NullMarked;
