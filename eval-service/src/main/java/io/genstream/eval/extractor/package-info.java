/** What features are made with. */
package io.genstream.eval.extractor;
