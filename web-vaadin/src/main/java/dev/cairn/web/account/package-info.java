/** A person's own account: password, devices, secrets of programs. */
@NullMarked
package dev.cairn.web.account;

import org.jspecify.annotations.NullMarked;
