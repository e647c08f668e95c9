/** The web app: views in the browser, data through the interfaces of {@code contracts}, uploads straight to the upload service. */
@NullMarked
package dev.cairn.web;

import org.jspecify.annotations.NullMarked;
