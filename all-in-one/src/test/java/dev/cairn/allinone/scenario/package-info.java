/** The main job, on real input, against a real installation and real clients: one suite for one process and for many. */
@NullMarked
package dev.cairn.allinone.scenario;

import org.jspecify.annotations.NullMarked;
