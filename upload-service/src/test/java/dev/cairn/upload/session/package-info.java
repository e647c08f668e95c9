@NullMarked
package dev.cairn.upload.session;

import org.jspecify.annotations.NullMarked;
