/** Every request on the S3 port comes in here and leaves as an answer or an S3 error. */
@NullMarked
package dev.cairn.s3.gateway;

import org.jspecify.annotations.NullMarked;
