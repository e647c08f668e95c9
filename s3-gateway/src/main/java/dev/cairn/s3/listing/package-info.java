/** Keys of a bucket in order, page by page. */
@NullMarked
package dev.cairn.s3.listing;

import org.jspecify.annotations.NullMarked;
