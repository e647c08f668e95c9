@NullMarked
package dev.cairn.s3.signature;

import org.jspecify.annotations.NullMarked;
