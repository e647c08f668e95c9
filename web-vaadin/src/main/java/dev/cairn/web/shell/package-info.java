/** What surrounds every view: sign-in, frame, navigation, messages. */
@NullMarked
package dev.cairn.web.shell;

import org.jspecify.annotations.NullMarked;
