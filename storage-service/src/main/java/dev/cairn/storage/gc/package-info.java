/** What nobody needs any more leaves here: records by condemnation, packs by way of the trash, gaps in packs by compaction (ADR 0140). */
@NullMarked
package dev.cairn.storage.gc;

import org.jspecify.annotations.NullMarked;
