/** Conflicts of the synced folders as people meet them: listed, settled, merged. The server keeps the list; nothing here needs an engine. */
@NullMarked
package dev.cairn.desktop.conflict;

import org.jspecify.annotations.NullMarked;
