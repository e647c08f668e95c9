@NullMarked
package dev.cairn.s3.gateway;

import org.jspecify.annotations.NullMarked;
