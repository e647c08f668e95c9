/** What stands beside each other because two devices wrote it, until somebody settles it. */
@NullMarked
package dev.cairn.metadata.conflict;

import org.jspecify.annotations.NullMarked;
