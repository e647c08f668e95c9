/** The S3 endpoint: SigV4, buckets are spaces. */
@NullMarked
package dev.cairn.s3;

import org.jspecify.annotations.NullMarked;
