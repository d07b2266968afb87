package io.genstream.trainer.recipe;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One model being trained.
 *
 * <p>Confined to one thread: the one that calls {@link Recipe#start} calls every method, since the native engine keeps
 * its number of threads per calling thread. The run loop trains in slices and asks for progress, previews, checkpoints
 * in between.
 */
public interface TrainingSession extends AutoCloseable {
    /**
     * Takes steps until the time is over, but at least one; returns early when {@link #finished}.
     *
     * @throws DivergedException at the first loss that is not finite; the session is then of no further use
     */
    void trainFor(Duration duration);

    /** Takes that many steps; returns early when {@link #finished}. */
    void trainSteps(long steps);

    /** Optimiser steps taken, those before a restart included. */
    long step();

    long imagesSeen();

    long targetImages();

    /** Passes over the train split. */
    double epoch();

    /** Every loss term by name: its mean since the last call. Empty where no step was taken since. */
    Map<String, Double> drainLosses();

    /** True once {@link #imagesSeen} has reached {@link #targetImages}. */
    boolean finished();

    /**
     * The averaged weights as ONNX files with the card that tells how to call them, and the state under its role.
     *
     * @throws io.genstream.trainer.export.ParityException where ONNX Runtime does not compute what the engine computes
     */
    ExportedModel export();

    /** Everything that training needs to go on as though it had never stopped. */
    byte[] saveState();

    /** A small contact sheet of the model as it stands; empty for models that make no pictures. */
    Optional<PreviewSheet> preview();

    @Override
    void close();
}
