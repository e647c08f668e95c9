@NullMarked
package dev.cairn.sync.amqp;

import org.jspecify.annotations.NullMarked;
