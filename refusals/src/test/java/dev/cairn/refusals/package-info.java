@NullMarked
package dev.cairn.refusals;

import org.jspecify.annotations.NullMarked;
