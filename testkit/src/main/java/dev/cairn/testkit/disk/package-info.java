/** A disk in memory that loses its power: what was not synced is lost, torn or comes in any order. */
@NullMarked
package dev.cairn.testkit.disk;

import org.jspecify.annotations.NullMarked;
