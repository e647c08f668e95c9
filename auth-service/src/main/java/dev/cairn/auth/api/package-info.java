/** What the service answers over HTTP and to the other services in its process. */
@NullMarked
package dev.cairn.auth.api;

import org.jspecify.annotations.NullMarked;
