/** What happens off the window's thread: syncing, looking at the home, and changes people ask for. */
@NullMarked
package dev.cairn.window.work;

import org.jspecify.annotations.NullMarked;
