/** What S3 looks like on the wire: requests by raw path and query, XML in and out, errors by their S3 code. */
@NullMarked
package dev.cairn.s3.wire;

import org.jspecify.annotations.NullMarked;
