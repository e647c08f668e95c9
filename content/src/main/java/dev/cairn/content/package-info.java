/** File bytes flow in here and come out as chunks, each named by its hash, and a manifest that lists them in order. */
@NullMarked
package dev.cairn.content;

import org.jspecify.annotations.NullMarked;
