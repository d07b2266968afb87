/** What the service counts. */
package io.genstream.eval.meters;
