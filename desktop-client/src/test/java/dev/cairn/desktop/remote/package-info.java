/** How the server is asked. */
@NullMarked
package dev.cairn.desktop.remote;

import org.jspecify.annotations.NullMarked;
