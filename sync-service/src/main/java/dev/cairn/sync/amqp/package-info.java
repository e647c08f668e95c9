/** Events from the broker, when every service is a process of its own: each process of this service hears all of them. */
@NullMarked
package dev.cairn.sync.amqp;

import org.jspecify.annotations.NullMarked;
