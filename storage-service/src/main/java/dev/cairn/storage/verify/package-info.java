/** Every stored byte flows through here to be checked, and every name to be told whether its bytes are there. */
@NullMarked
package dev.cairn.storage.verify;

import org.jspecify.annotations.NullMarked;
