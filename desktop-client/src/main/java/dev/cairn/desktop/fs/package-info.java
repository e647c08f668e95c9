/** The folder on disk, behind a port: listings and bytes flow out, verified files and renames flow in, durably. */
@NullMarked
package dev.cairn.desktop.fs;

import org.jspecify.annotations.NullMarked;
