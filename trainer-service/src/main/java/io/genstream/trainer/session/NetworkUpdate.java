package io.genstream.trainer.session;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.network.TrainableNetwork;

/** How a network takes its optimiser step; {@code TrainableNetwork::update} except where a test breaks it on purpose. */
@FunctionalInterface
public interface NetworkUpdate {
    void apply(TrainableNetwork network, NDManager step, double learningRate);
}
