@NullMarked
package dev.cairn.sync.feed;

import org.jspecify.annotations.NullMarked;
