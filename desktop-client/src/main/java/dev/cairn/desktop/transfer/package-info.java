/** Bytes between the folder and the server: cut, asked for, bundled, verified. */
@NullMarked
package dev.cairn.desktop.transfer;

import org.jspecify.annotations.NullMarked;
