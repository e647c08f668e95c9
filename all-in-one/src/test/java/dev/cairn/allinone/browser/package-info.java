/** The web app as people use it: a real Chromium against a running Cairn, by page objects. */
@NullMarked
package dev.cairn.allinone.browser;

import org.jspecify.annotations.NullMarked;
