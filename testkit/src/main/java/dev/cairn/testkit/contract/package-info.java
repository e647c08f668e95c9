/** Suites that the real thing and its fake both pass. */
@NullMarked
package dev.cairn.testkit.contract;

import org.jspecify.annotations.NullMarked;
