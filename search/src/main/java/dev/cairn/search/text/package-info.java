/**
 * Bytes of a file go in, its text comes out. Plain text is decoded here; documents are parsed by Tika in a process of their own, which may
 * die of them.
 */
@NullMarked
package dev.cairn.search.text;

import org.jspecify.annotations.NullMarked;
