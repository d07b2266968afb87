/** Published claims put to the test: runs are ordered, followed and measured, a report is written. */
package io.genstream.benchmarks.experiments;
