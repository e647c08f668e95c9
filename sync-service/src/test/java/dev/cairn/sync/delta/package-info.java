@NullMarked
package dev.cairn.sync.delta;

import org.jspecify.annotations.NullMarked;
