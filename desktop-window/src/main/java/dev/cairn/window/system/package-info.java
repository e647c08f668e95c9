/** What the desktop around the window offers: its theme, a tray, a browser, a start at login. */
@NullMarked
package dev.cairn.window.system;

import org.jspecify.annotations.NullMarked;
