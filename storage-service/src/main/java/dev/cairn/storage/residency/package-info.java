/** Which regions the bytes of a space may be in, and which one new bytes go to. */
@NullMarked
package dev.cairn.storage.residency;

import org.jspecify.annotations.NullMarked;
