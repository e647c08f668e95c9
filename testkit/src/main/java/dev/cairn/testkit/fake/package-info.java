/** The storage and metadata services in memory: the same contracts, no disk, no database. */
@NullMarked
package dev.cairn.testkit.fake;

import org.jspecify.annotations.NullMarked;
