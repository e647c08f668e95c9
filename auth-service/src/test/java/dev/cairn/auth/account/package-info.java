/** Tests of what needs no server. */
@NullMarked
package dev.cairn.auth.account;

import org.jspecify.annotations.NullMarked;
