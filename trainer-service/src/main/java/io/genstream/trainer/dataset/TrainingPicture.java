package io.genstream.trainer.dataset;

/** One decoded picture of a data set, height x width x channels, with its label row. */
public record TrainingPicture(boolean train, byte[] raw, float[] labels) {}
