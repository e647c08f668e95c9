/** Accounts of the installation, for administrators. */
@NullMarked
package dev.cairn.web.admin;

import org.jspecify.annotations.NullMarked;
