/** A PostgreSQL full of names goes in; what the metadata service does with it per second, and how long it takes, comes out. */
@NullMarked
package dev.cairn.bench.metadata;

import org.jspecify.annotations.NullMarked;
