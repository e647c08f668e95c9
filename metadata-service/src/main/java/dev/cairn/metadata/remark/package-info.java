/** What people add to nodes for people, not for devices: comments, and favourites of each person. None of it moves a cursor. */
@NullMarked
package dev.cairn.metadata.remark;

import org.jspecify.annotations.NullMarked;
