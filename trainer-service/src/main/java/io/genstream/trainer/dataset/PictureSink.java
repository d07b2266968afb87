package io.genstream.trainer.dataset;

/** Takes the records of a revision in the order of the log: the last of a key counts. Used by one thread. */
public interface PictureSink {
    /** One decoded picture of a data set, height x width x channels, with its label row. */
    record TrainingPicture(boolean train, byte[] raw, float[] labels) {}

    void put(String key, TrainingPicture picture);

    void remove(String key);
}
