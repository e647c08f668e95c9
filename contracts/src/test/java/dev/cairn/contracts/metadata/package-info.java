@NullMarked
package dev.cairn.contracts.metadata;

import org.jspecify.annotations.NullMarked;
