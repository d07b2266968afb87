package io.genstream.trainer.dataset.kafka;

/** One decoded picture of a data set with its label row. */
record TrainingPicture(boolean train, byte[] raw, float[] labels) {}
