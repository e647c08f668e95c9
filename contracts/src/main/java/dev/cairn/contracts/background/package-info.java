/** What a process does beside the requests it answers. */
@NullMarked
package dev.cairn.contracts.background;

import org.jspecify.annotations.NullMarked;
