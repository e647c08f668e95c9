/** Benchmarks: JMH kernels and end-to-end scenarios, results as JSON. */
@NullMarked
package dev.cairn.bench;

import org.jspecify.annotations.NullMarked;
