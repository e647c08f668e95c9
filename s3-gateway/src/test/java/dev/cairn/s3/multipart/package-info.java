@NullMarked
package dev.cairn.s3.multipart;

import org.jspecify.annotations.NullMarked;
