/** What an ear of this service is told besides events. */
@NullMarked
package dev.cairn.sync.event;

import org.jspecify.annotations.NullMarked;
