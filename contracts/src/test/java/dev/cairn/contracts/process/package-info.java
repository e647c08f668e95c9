/** Tests of calls between processes, over a real port. */
@org.jspecify.annotations.NullMarked
package dev.cairn.contracts.process;
