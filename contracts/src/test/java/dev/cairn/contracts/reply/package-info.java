@NullMarked
package dev.cairn.contracts.reply;

import org.jspecify.annotations.NullMarked;
