/** Errors that no controller and no filter answered: out of the web server they go, in the form that whoever asked can read. */
@NullMarked
package dev.cairn.refusals;

import org.jspecify.annotations.NullMarked;
