package io.genstream.eval.reference;

/** The images of one revision, brought to the extractor's canvas; held only while a reference is made of them. */
public record Dataset(DatasetRevision revision, LabelledImages train, LabelledImages test) {}
