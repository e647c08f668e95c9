/** What the engine asks of a server, and how it is asked over HTTP and WebSocket. */
@NullMarked
package dev.cairn.desktop.remote;

import org.jspecify.annotations.NullMarked;
