/** The bytes of a request as the client meant them: aws-chunked framing taken off, signatures and checksums verified. */
@NullMarked
package dev.cairn.s3.payload;

import org.jspecify.annotations.NullMarked;
