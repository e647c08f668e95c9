/** The S3 store against real servers of different make. */
@NullMarked
package dev.cairn.storage.blob.s3;

import org.jspecify.annotations.NullMarked;
