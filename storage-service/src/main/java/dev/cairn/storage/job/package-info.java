/** Long tasks flow through here: asked for, run beside requests, watched, ended, and said interrupted when the process was. */
@NullMarked
package dev.cairn.storage.job;

import org.jspecify.annotations.NullMarked;
