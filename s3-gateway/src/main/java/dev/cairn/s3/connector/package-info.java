/** The port that S3 requests come in on, as S3 clients need it. */
@NullMarked
package dev.cairn.s3.connector;

import org.jspecify.annotations.NullMarked;
