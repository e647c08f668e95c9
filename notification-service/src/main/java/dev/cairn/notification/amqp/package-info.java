/** Events from the broker, when every service is a process of its own. */
@NullMarked
package dev.cairn.notification.amqp;

import org.jspecify.annotations.NullMarked;
