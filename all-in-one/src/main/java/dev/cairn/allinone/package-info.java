/** Every service in one JVM: {@link dev.cairn.allinone.AllInOneServer} is the list, the embedded defaults are next door. */
@NullMarked
package dev.cairn.allinone;

import org.jspecify.annotations.NullMarked;
