/** A home at work: its folders being synced by this process, what they tell other processes, and what people ask of them. */
@NullMarked
package dev.cairn.desktop.session;

import org.jspecify.annotations.NullMarked;
