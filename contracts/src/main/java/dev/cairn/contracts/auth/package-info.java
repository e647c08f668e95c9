/** Who you are: accounts, devices, app passwords, S3 keys. */
@NullMarked
package dev.cairn.contracts.auth;

import org.jspecify.annotations.NullMarked;
