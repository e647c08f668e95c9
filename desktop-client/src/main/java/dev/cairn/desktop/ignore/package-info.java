/** Rule files flow in, and out comes which things on this disk stay here: the syntax and the precedence of gitignore. */
@NullMarked
package dev.cairn.desktop.ignore;

import org.jspecify.annotations.NullMarked;
