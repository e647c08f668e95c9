/** Events written with the change that made them true, and their way out, in order per space. */
@NullMarked
package dev.cairn.metadata.outbox;

import org.jspecify.annotations.NullMarked;
