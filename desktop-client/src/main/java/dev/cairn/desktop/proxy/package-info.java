/** What people and the system say about proxies flows in, and out comes which way a request goes. */
@NullMarked
package dev.cairn.desktop.proxy;

import org.jspecify.annotations.NullMarked;
