/** What a service in a process of its own needs from around it: clock, cluster secret, and the other services' interfaces over HTTP. */
@NullMarked
package dev.cairn.contracts.process;

import org.jspecify.annotations.NullMarked;
