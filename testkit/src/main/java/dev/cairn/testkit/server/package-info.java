/** Tests ask here for a real server and get one that runs: started on first use, shared, stopped with the JVM. */
@NullMarked
package dev.cairn.testkit.server;

import org.jspecify.annotations.NullMarked;
