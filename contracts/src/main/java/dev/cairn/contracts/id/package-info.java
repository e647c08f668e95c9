/** Typed identifiers: mixing up a space and a node does not compile. */
@NullMarked
package dev.cairn.contracts.id;

import org.jspecify.annotations.NullMarked;
