/** Changes out: cursors, deltas, WebSocket push. */
@NullMarked
package dev.cairn.sync;

import org.jspecify.annotations.NullMarked;
