/** Objects, which are files: bytes go to upload and come from storage, names go to metadata. */
@NullMarked
package dev.cairn.s3.object;

import org.jspecify.annotations.NullMarked;
