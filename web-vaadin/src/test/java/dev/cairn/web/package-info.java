/** What the tests of the web app share. */
@NullMarked
package dev.cairn.web;

import org.jspecify.annotations.NullMarked;
