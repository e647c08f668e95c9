/** Contents get their names here, under a pin in storage that the collector respects until the name is there. */
@NullMarked
package dev.cairn.upload.naming;

import org.jspecify.annotations.NullMarked;
