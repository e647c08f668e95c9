/** Who signs in, from which installation, with which folders; secrets on disk for their owner only. */
@NullMarked
package dev.cairn.desktop.account;

import org.jspecify.annotations.NullMarked;
