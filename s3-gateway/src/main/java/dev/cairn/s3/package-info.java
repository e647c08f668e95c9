/** The S3 endpoint: signed requests come in, spaces and files answer as buckets and objects. */
@NullMarked
package dev.cairn.s3;

import org.jspecify.annotations.NullMarked;
