/** The formats of backups are compared with their golden files here, and broken in every way. */
@NullMarked
package dev.cairn.storage.backup;

import org.jspecify.annotations.NullMarked;
