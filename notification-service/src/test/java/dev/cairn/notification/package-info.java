@NullMarked
package dev.cairn.notification;

import org.jspecify.annotations.NullMarked;
