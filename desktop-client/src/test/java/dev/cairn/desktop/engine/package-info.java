/** A world of devices, a server, a network and power cuts in one thread, from one seed. */
@NullMarked
package dev.cairn.desktop.engine;

import org.jspecify.annotations.NullMarked;
