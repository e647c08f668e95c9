/** Bytes of one content come in pieces, are cut into chunks as they come, and leave as a content that is durable in storage. */
@NullMarked
package dev.cairn.upload.session;

import org.jspecify.annotations.NullMarked;
