/** One control thread turns events into plans and plans into steps and jobs. */
@NullMarked
package dev.cairn.desktop.engine;

import org.jspecify.annotations.NullMarked;
