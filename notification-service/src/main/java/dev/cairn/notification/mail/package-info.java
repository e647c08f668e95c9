/** Mail: events that concern one person go through a durable queue to an SMTP server. */
@NullMarked
package dev.cairn.notification.mail;

import org.jspecify.annotations.NullMarked;
