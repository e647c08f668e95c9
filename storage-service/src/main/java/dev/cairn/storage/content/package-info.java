/** Bytes flow out of here to browsers and devices that hold a ticket. */
@NullMarked
package dev.cairn.storage.content;

import org.jspecify.annotations.NullMarked;
