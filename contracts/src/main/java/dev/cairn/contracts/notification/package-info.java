/** People told: what happened in a space, in words for people. */
@NullMarked
package dev.cairn.contracts.notification;

import org.jspecify.annotations.NullMarked;
