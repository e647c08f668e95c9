/** Who you are: accounts, sign-in, tokens, devices, app passwords, S3 keys. */
@NullMarked
package dev.cairn.auth;

import org.jspecify.annotations.NullMarked;
