/** The operator's settings flow in here and become the tree of stores that all blobs go through. */
@NullMarked
package dev.cairn.storage.topology;

import org.jspecify.annotations.NullMarked;
