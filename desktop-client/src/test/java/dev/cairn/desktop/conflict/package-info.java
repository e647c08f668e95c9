/** Tests of conflicts as people meet them. */
@NullMarked
package dev.cairn.desktop.conflict;

import org.jspecify.annotations.NullMarked;
