/** The whole service against a real PostgreSQL, called in process. */
@NullMarked
package dev.cairn.metadata;

import org.jspecify.annotations.NullMarked;
