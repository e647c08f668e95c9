/** What services say to each other: HTTP interfaces, records, events, problems, typed ids, the caller. */
@NullMarked
package dev.cairn.contracts;

import org.jspecify.annotations.NullMarked;
