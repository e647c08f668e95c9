@NullMarked
package dev.cairn.notification.amqp;

import org.jspecify.annotations.NullMarked;
