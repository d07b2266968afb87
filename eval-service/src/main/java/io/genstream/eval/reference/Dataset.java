package io.genstream.eval.reference;

/** The images of one revision, padded to the extractor's shape; held only while a reference is made of them. */
public record Dataset(DatasetRevision revision, LabelledImages train, LabelledImages test) {}
