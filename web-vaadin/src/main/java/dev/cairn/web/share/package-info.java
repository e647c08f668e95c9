/** Giving others access: links for anybody who has them, members of a team space, and what strangers see. */
@NullMarked
package dev.cairn.web.share;

import org.jspecify.annotations.NullMarked;
