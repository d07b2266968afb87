package io.genstream.trainer.network;

import ai.djl.ndarray.NDManager;

/** How a network takes its optimiser step: {@code TrainableNetwork::update}, or something that breaks or watches it. */
@FunctionalInterface
public interface NetworkUpdate {
    void apply(TrainableNetwork network, NDManager step, double learningRate);
}
