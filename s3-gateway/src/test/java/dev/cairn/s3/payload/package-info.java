@NullMarked
package dev.cairn.s3.payload;

import org.jspecify.annotations.NullMarked;
