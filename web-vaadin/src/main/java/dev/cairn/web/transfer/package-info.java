/** Bytes between browser and server: what a page needs to upload, and where it downloads. */
@NullMarked
package dev.cairn.web.transfer;

import org.jspecify.annotations.NullMarked;
