/** Accounts: names and passwords in, who somebody is out. */
@NullMarked
package dev.cairn.auth.account;

import org.jspecify.annotations.NullMarked;
