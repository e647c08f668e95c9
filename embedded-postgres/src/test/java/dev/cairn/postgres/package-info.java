/** Real servers are started, stopped, killed and started again here. */
@NullMarked
package dev.cairn.postgres;

import org.jspecify.annotations.NullMarked;
