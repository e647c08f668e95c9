/** The tus 1.0 protocol: bytes flow to sessions, and a complete upload gets its name. */
@NullMarked
package dev.cairn.upload.tus;

import org.jspecify.annotations.NullMarked;
