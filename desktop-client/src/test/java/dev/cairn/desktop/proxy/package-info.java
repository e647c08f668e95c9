/** Requests and pushes through a real proxy. */
@NullMarked
package dev.cairn.desktop.proxy;

import org.jspecify.annotations.NullMarked;
