@NullMarked
package dev.cairn.storage.blob.local;

import org.jspecify.annotations.NullMarked;
