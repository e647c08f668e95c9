/**
 * A data directory flows in and a running Cairn comes out: the directory's lock, its secrets, its database server, events
 * inside the process, and the order in which all of it starts and stops.
 */
@NullMarked
package dev.cairn.allinone.embedded;

import org.jspecify.annotations.NullMarked;
