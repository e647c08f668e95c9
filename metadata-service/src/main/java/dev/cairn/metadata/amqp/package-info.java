/** Events leave for the broker, when the services are processes of their own. */
@NullMarked
package dev.cairn.metadata.amqp;

import org.jspecify.annotations.NullMarked;
