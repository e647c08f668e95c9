/** Sessions nobody finished leave here. */
@NullMarked
package dev.cairn.upload.expiry;

import org.jspecify.annotations.NullMarked;
