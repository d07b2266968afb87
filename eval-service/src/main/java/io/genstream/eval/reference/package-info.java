/** What figures are measured against: a data set's revision, worked up once. */
package io.genstream.eval.reference;
