/** What goes by itself: policies say which versions and deleted files, and upkeep removes them in the background. */
@NullMarked
package dev.cairn.metadata.policy;

import org.jspecify.annotations.NullMarked;
