@NullMarked
package dev.cairn.upload.device;

import org.jspecify.annotations.NullMarked;
