@NullMarked
package dev.cairn.desktop.ignore;

import org.jspecify.annotations.NullMarked;
