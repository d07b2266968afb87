package io.genstream.trainer.session;

import ai.djl.ndarray.NDManager;

/**
 * One optimiser step.
 *
 * @param number of the step, from 0, restarts notwithstanding
 * @param epoch of these pictures: how often each was seen before
 * @param pictures indices into the training data
 * @param progress 0 at the start of the run, 1 at its target
 * @param manager everything made in the step lives here and goes with it
 */
public record Step(long number, long epoch, int[] pictures, double progress, NDManager manager, LossMeans losses) {}
