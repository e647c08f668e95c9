/** Hints flow out: which names of which folders may have changed. Scans are the truth, hints only make them early. */
@NullMarked
package dev.cairn.desktop.watch;

import org.jspecify.annotations.NullMarked;
