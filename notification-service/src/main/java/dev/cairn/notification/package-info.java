/** People told: events come in, and leave as an activity feed and as mail. */
@NullMarked
package dev.cairn.notification;

import org.jspecify.annotations.NullMarked;
