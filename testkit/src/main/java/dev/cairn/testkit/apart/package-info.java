/** A test that needs other rights than those of whoever runs it goes into a JVM of its own that has them; its outcome comes back. */
@NullMarked
package dev.cairn.testkit.apart;

import org.jspecify.annotations.NullMarked;
