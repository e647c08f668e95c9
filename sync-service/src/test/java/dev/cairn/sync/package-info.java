@NullMarked
package dev.cairn.sync;

import org.jspecify.annotations.NullMarked;
