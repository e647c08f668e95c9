/** Uploads in parts: parts become contents, and a content of contents becomes the object. */
@NullMarked
package dev.cairn.s3.multipart;

import org.jspecify.annotations.NullMarked;
