/** Share links: made by members, used by whoever holds the token. */
@NullMarked
package dev.cairn.metadata.link;

import org.jspecify.annotations.NullMarked;
