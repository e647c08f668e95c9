@NullMarked
package dev.cairn.notification.activity;

import org.jspecify.annotations.NullMarked;
