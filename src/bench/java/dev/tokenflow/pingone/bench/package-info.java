/** Measures a whole acquisition: CPU time, allocation, latency, throughput and heap. */
package dev.tokenflow.pingone.bench;
