/** A proof that could not fail would be none. */
@NullMarked
package dev.cairn.bench.proof;

import org.jspecify.annotations.NullMarked;
