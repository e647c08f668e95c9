/**
 * A directory flows in here and a running PostgreSQL server on it comes out: the real server, as a child process, durable
 * settings on, one password, no other way in.
 */
@NullMarked
package dev.cairn.postgres;

import org.jspecify.annotations.NullMarked;
