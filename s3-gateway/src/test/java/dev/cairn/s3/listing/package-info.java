@NullMarked
package dev.cairn.s3.listing;

import org.jspecify.annotations.NullMarked;
