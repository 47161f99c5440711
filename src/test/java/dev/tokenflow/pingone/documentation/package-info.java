/** Checks what the README and the pages say: examples, commands, links. */
package dev.tokenflow.pingone.documentation;
