/** Files of three kinds go through Cairn's storage engine and through its peers, and out again; the figures are megabytes for each CPU second. */
@NullMarked
package dev.cairn.bench.ingest;

import org.jspecify.annotations.NullMarked;
