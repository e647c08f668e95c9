/** Groups and what spaces give them come in; who thereby has access, and why, goes out. */
@NullMarked
package dev.cairn.metadata.group;

import org.jspecify.annotations.NullMarked;
