/** Which versions want figures, how their features are gathered, and how figures are made of them. Knows nothing of topics. */
package io.genstream.eval.evaluation;
