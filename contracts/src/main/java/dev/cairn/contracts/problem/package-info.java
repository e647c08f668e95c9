/** The one catalogue of errors, and its RFC 9457 form on the wire. */
@NullMarked
package dev.cairn.contracts.problem;

import org.jspecify.annotations.NullMarked;
