/** Sign-in: passwords and codes in, access and refresh tokens out (OAuth 2, OpenID Connect). */
@NullMarked
package dev.cairn.auth.signin;

import org.jspecify.annotations.NullMarked;
