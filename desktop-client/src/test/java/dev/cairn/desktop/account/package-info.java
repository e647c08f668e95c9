/** Tests of signing in. */
@NullMarked
package dev.cairn.desktop.account;

import org.jspecify.annotations.NullMarked;
