/** Two devices and a server go in, go through everything that may happen to them, and come out equal, or the differences come out. */
@NullMarked
package dev.cairn.bench.proof;

import org.jspecify.annotations.NullMarked;
