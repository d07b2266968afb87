package io.genstream.trainer.network;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.torchscript.ScriptLibrary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A network whose optimiser steps go through a test's hands. */
public final class TamperedNetwork extends TrainableNetwork {
    private final NetworkUpdate update;
    private boolean updating;

    private TamperedNetwork(
            NetworkTraining training,
            NetworkState state,
            NDManager parent,
            ScriptLibrary library,
            NetworkUpdate update) {
        super(training, state, parent, library);
        this.update = update;
    }

    /** Takes the place of an honest network. */
    public static TrainableNetwork of(
            TrainableNetwork honest,
            NetworkTraining training,
            NDManager parent,
            ScriptLibrary library,
            NetworkUpdate update) {
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        try (honest) {
            honest.writeState(new DataOutputStream(state));
            NetworkState same =
                    NetworkState.read(training, new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
            return new TamperedNetwork(training, same, parent, library, update);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /** Where the test's hands call it, the step of an honest network. */
    @Override
    public void update(NDManager step, double learningRate) {
        if (updating) {
            super.update(step, learningRate);
            return;
        }
        updating = true;
        update.apply(this, step, learningRate);
        updating = false;
    }
}
