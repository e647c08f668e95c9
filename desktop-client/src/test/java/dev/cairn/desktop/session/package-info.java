/** Tests of a home at work. */
@NullMarked
package dev.cairn.desktop.session;

import org.jspecify.annotations.NullMarked;
