/** The two halves of the HTTP binding: problems and callers are written and read here, the same way for every service. */
@NullMarked
package dev.cairn.contracts.http;

import org.jspecify.annotations.NullMarked;
