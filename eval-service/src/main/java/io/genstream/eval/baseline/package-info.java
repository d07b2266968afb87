/** What figures are read against: the best that can be had, and the least that a model must beat. */
package io.genstream.eval.baseline;
