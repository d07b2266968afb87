package io.genstream.inference.batching;

/** One image to be made. */
record Slot<W>(W work, int image) {}
