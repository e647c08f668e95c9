/** Who is asking: bound to the current call in one process, relayed by token between processes. */
@NullMarked
package dev.cairn.contracts.caller;

import org.jspecify.annotations.NullMarked;
