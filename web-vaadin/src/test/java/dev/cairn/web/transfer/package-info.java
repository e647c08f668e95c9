/** The logic of uploads. */
@NullMarked
package dev.cairn.web.transfer;

import org.jspecify.annotations.NullMarked;
