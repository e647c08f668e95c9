/** Changes out: deltas pulled by cursor or pushed over a WebSocket. */
@NullMarked
package dev.cairn.contracts.sync;

import org.jspecify.annotations.NullMarked;
