/** The service over real HTTP and a real PostgreSQL. */
@NullMarked
package dev.cairn.auth;

import org.jspecify.annotations.NullMarked;
