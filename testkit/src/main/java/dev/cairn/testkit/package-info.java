/** Test doubles, faults, clocks, contract suites and real-server launchers. Test scope only. */
@NullMarked
package dev.cairn.testkit;

import org.jspecify.annotations.NullMarked;
