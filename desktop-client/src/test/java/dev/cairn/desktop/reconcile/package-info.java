/** The planner alone. */
@NullMarked
package dev.cairn.desktop.reconcile;

import org.jspecify.annotations.NullMarked;
