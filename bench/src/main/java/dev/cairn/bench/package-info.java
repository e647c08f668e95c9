/** Measurements anyone can repeat: kernels and whole scenarios go in, a table and a JSON file come out. */
@NullMarked
package dev.cairn.bench;

import org.jspecify.annotations.NullMarked;
