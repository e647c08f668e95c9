/** Standing apart is tested with tests that do. */
@NullMarked
package dev.cairn.testkit.apart;

import org.jspecify.annotations.NullMarked;
