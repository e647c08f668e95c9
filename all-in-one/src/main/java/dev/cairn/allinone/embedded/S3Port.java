package dev.cairn.allinone.embedded;

/** The port the S3 endpoint listens on, beside the web app's. */
record S3Port(int number) {}
