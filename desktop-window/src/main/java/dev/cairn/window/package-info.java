/** The window of the sync client: put together here. */
@NullMarked
package dev.cairn.window;

import org.jspecify.annotations.NullMarked;
