@NullMarked
package dev.cairn.notification.mail;

import org.jspecify.annotations.NullMarked;
