/** Names: spaces, tree, versions, trash, grants, links, quota, change sequence, search. */
@NullMarked
package dev.cairn.metadata;

import org.jspecify.annotations.NullMarked;
