/** Buckets, which are spaces, and what clients ask about them. */
@NullMarked
package dev.cairn.s3.bucket;

import org.jspecify.annotations.NullMarked;
