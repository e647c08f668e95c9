/** Tests of what needs no server. */
@NullMarked
package dev.cairn.auth.database;

import org.jspecify.annotations.NullMarked;
