/** Tests of what is shown. */
@NullMarked
package dev.cairn.window.model;

import org.jspecify.annotations.NullMarked;
