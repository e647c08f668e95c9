/** Files are torn here in every way a power cut can. */
@NullMarked
package dev.cairn.durable;

import org.jspecify.annotations.NullMarked;
