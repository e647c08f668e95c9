/** Bytes on their way to readers, who may be slow: what of them is held in memory meanwhile, and for how long. */
@NullMarked
package dev.cairn.contracts.reply;

import org.jspecify.annotations.NullMarked;
