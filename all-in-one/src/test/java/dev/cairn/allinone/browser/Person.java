package dev.cairn.allinone.browser;

/** Somebody with an account. */
record Person(String name, String password) {}
