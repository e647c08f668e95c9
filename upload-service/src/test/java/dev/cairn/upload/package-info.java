@NullMarked
package dev.cairn.upload;

import org.jspecify.annotations.NullMarked;
