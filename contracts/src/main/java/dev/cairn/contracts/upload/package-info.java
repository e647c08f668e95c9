/** Bytes in: chunk negotiation and commit for devices, sessions for everybody else. */
@NullMarked
package dev.cairn.contracts.upload;

import org.jspecify.annotations.NullMarked;
