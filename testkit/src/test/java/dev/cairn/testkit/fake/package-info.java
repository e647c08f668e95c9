@NullMarked
package dev.cairn.testkit.fake;

import org.jspecify.annotations.NullMarked;
