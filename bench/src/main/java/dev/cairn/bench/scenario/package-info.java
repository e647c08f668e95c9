/** Scenarios against a real installation and two real clients, each in processes of their own, watched from outside. */
@NullMarked
package dev.cairn.bench.scenario;

import org.jspecify.annotations.NullMarked;
