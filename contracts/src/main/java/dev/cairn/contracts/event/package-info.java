/** What happened: written with the change that made it true, delivered at least once, in order per space. */
@NullMarked
package dev.cairn.contracts.event;

import org.jspecify.annotations.NullMarked;
