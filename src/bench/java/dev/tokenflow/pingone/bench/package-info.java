/** What an acquisition costs as a whole: processor time, latency, throughput and heap. */
package dev.tokenflow.pingone.bench;
