/** People told: activity feed and mail. */
@NullMarked
package dev.cairn.notification;

import org.jspecify.annotations.NullMarked;
