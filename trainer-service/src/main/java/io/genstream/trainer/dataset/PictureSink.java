package io.genstream.trainer.dataset;

/** Takes the records of a revision in the order of the log: the last of a key counts. Used by one thread. */
public interface PictureSink {
    void put(String key, TrainingPicture picture);

    void remove(String key);
}
