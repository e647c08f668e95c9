/** Statements of one transaction flow through here to the database, several at a time. */
@NullMarked
package dev.cairn.metadata.sql;

import org.jspecify.annotations.NullMarked;
