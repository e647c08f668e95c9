/** What has a name flows out here, page by page, to be compared with the bytes that are kept. */
@NullMarked
package dev.cairn.metadata.inventory;

import org.jspecify.annotations.NullMarked;
