/** Words and addresses. */
@NullMarked
package dev.cairn.web.shell;

import org.jspecify.annotations.NullMarked;
