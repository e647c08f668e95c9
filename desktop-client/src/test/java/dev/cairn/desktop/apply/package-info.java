/** What the disk is made to be, and what is seen on it. */
@NullMarked
package dev.cairn.desktop.apply;

import org.jspecify.annotations.NullMarked;
