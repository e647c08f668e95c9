/** What two devices wrote at once, beside each other, until somebody says which stays. */
@NullMarked
package dev.cairn.web.conflict;

import org.jspecify.annotations.NullMarked;
