/** Devices: the installations an account has signed in with. */
@NullMarked
package dev.cairn.auth.device;

import org.jspecify.annotations.NullMarked;
