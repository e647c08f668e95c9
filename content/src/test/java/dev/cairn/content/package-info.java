/** Proofs that the same bytes always become the same chunks, manifests and bundles. */
@NullMarked
package dev.cairn.content;

import org.jspecify.annotations.NullMarked;
