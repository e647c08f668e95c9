/** Access tokens: an account in, a signed statement about it out that everybody can verify without asking. */
@NullMarked
package dev.cairn.auth.token;

import org.jspecify.annotations.NullMarked;
