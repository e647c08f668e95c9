/** The whole server is started here, as its users start it. */
@NullMarked
package dev.cairn.allinone;

import org.jspecify.annotations.NullMarked;
