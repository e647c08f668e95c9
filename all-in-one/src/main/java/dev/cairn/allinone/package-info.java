/** Every service in one JVM on embedded defaults. */
@NullMarked
package dev.cairn.allinone;

import org.jspecify.annotations.NullMarked;
