/** What operators ask and say of devices: how they are, what is missing, scrub, repair, drain. */
@NullMarked
package dev.cairn.storage.health;

import org.jspecify.annotations.NullMarked;
