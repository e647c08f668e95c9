/** Administrators' questions and orders flow in here, and what storage is and does flows out. */
@NullMarked
package dev.cairn.storage.admin;

import org.jspecify.annotations.NullMarked;
