/** What people say about bandwidth flows in, and out comes when the next bytes may go. */
@NullMarked
package dev.cairn.desktop.limit;

import org.jspecify.annotations.NullMarked;
