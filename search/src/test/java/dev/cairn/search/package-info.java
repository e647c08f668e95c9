/** What every index must do. */
@NullMarked
package dev.cairn.search;

import org.jspecify.annotations.NullMarked;
