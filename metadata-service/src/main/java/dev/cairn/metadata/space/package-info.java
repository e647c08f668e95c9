/** Spaces and their members: the gate every use case goes through, and the row that is the lock of a space. */
@NullMarked
package dev.cairn.metadata.space;

import org.jspecify.annotations.NullMarked;
