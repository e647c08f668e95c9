/** Where everything of this service is kept: the schema {@code auth}, and the sealing of what must not be readable in it. */
@NullMarked
package dev.cairn.auth.database;

import org.jspecify.annotations.NullMarked;
