/** What people add to files for people: comments on them, and the ones each wants to find again. */
@NullMarked
package dev.cairn.web.remark;

import org.jspecify.annotations.NullMarked;
