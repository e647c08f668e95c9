@NullMarked
package dev.cairn.upload.tus;

import org.jspecify.annotations.NullMarked;
