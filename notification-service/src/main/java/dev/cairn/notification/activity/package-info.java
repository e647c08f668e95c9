/** The activity feed: events come in, rows for people are kept, members of a space read them. */
@NullMarked
package dev.cairn.notification.activity;

import org.jspecify.annotations.NullMarked;
