/** Who signed a request: Signature Version 4 in the header or the query, checked against the keys auth knows. */
@NullMarked
package dev.cairn.s3.signature;

import org.jspecify.annotations.NullMarked;
