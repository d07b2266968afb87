/** One metric a file, on plain arrays; also used by the benchmarks. */
package io.genstream.eval.metrics;
