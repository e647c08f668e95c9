/** Files of three kinds go through Cairn's storage engine and through its peers; what comes out is megabytes for each CPU second. */
@NullMarked
package dev.cairn.bench.ingest;

import org.jspecify.annotations.NullMarked;
