/** Blobs become objects of a bucket here; the only place that knows the S3 client. */
@NullMarked
package dev.cairn.storage.blob.s3;

import org.jspecify.annotations.NullMarked;
