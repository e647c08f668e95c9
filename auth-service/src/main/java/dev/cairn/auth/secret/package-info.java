/** Secrets for machines: app passwords and S3 keys, each revocable on its own. */
@NullMarked
package dev.cairn.auth.secret;

import org.jspecify.annotations.NullMarked;
