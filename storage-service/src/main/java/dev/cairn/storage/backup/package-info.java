/** Everything an installation holds flows out here into a folder, sealed and with checksums, and back into a new installation. */
@NullMarked
package dev.cairn.storage.backup;

import org.jspecify.annotations.NullMarked;
