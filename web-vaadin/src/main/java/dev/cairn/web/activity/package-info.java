/** What happened in a space, for people. */
@NullMarked
package dev.cairn.web.activity;

import org.jspecify.annotations.NullMarked;
