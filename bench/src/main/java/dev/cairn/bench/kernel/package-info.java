/** JMH kernels of the byte path: cut, hash, compress, encrypt. */
@NullMarked
package dev.cairn.bench.kernel;

import org.jspecify.annotations.NullMarked;
