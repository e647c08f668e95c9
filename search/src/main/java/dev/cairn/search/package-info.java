/**
 * Files with their words go in, a question comes, and the files that answer it go out. Knows nothing of rights: who asks says in which
 * spaces to look, and looks at the names once more before anybody is told of a hit.
 */
@NullMarked
package dev.cairn.search;

import org.jspecify.annotations.NullMarked;
