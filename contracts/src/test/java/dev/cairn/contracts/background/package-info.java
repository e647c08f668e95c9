@NullMarked
package dev.cairn.contracts.background;

import org.jspecify.annotations.NullMarked;
