/** The launchers are tested on the servers they launch. */
@NullMarked
package dev.cairn.testkit.server;

import org.jspecify.annotations.NullMarked;
