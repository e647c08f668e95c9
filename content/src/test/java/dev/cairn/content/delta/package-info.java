@NullMarked
package dev.cairn.content.delta;

import org.jspecify.annotations.NullMarked;
