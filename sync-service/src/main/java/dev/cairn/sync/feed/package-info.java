/** Events come in and leave as deltas on the WebSockets of the devices that follow the space. */
@NullMarked
package dev.cairn.sync.feed;

import org.jspecify.annotations.NullMarked;
