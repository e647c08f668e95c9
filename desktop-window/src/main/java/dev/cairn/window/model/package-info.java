/** What is shown, as plain values made from what a home says; no Swing. */
@NullMarked
package dev.cairn.window.model;

import org.jspecify.annotations.NullMarked;
