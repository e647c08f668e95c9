/**
 * Two chunks that are much alike flow in here, one of them perhaps only as the checksums of its blocks, and a patch comes out: what
 * has to travel so that whoever has the one gets the other. The algorithm is rsync's (A. Tridgell, "Efficient Algorithms for Sorting
 * and Synchronization", 1999, chapter 3), within a chunk instead of a file.
 */
@NullMarked
package dev.cairn.content.delta;

import org.jspecify.annotations.NullMarked;
