@NullMarked
package dev.cairn.s3.object;

import org.jspecify.annotations.NullMarked;
