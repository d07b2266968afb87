package io.genstream.trainer.run;

/** Where progress goes. Never blocks and never throws: what it cannot take is dropped and counted. */
public interface RunReporter {
    void progress(ProgressPoint point);

    void preview(TrainingPreview preview);
}
