/** Keys flow down in here: a root key opens domain keys, a domain key gives every chunk its own, and that seals the bytes. */
@NullMarked
package dev.cairn.storage.crypto;

import org.jspecify.annotations.NullMarked;
