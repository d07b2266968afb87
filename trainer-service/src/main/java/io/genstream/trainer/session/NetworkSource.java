package io.genstream.trainer.session;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.IncompatibleStateException;
import io.genstream.trainer.torchscript.ScriptLibrary;
import java.io.DataInputStream;
import java.io.IOException;

/** Gives an algorithm its networks: with fresh weights, or as a saved state left them. */
public class NetworkSource {
    private final NDManager manager;
    private final StepRandom random;
    private final DataInputStream saved;
    private int made;

    /** @param saved positioned at the first network of a state; null to start afresh */
    NetworkSource(NDManager manager, StepRandom random, DataInputStream saved) {
        this.manager = manager;
        this.random = random;
        this.saved = saved;
    }

    public NDManager manager() {
        return manager;
    }

    public TrainableNetwork next(NetworkTraining training, ScriptLibrary library) {
        int index = made++;
        if (saved == null) {
            return TrainableNetwork.create(training, random.of(StepRandom.Purpose.WEIGHTS, index), manager, library);
        }
        String wanted = training.network().name();
        try {
            String found = saved.readUTF();
            if (!found.equals(wanted)) {
                throw new IncompatibleStateException(
                        "the state holds network " + found + " where " + wanted + " was expected");
            }
            return TrainableNetwork.restore(training, saved, manager, library);
        } catch (IOException e) {
            throw new IncompatibleStateException(
                    "the state does not fit network " + wanted + " as these settings shape it; start from scratch", e);
        }
    }

    /** A number of the algorithm's own: as saved, else as given. Asked for after every network. */
    public double nextNumber(double fresh) {
        if (saved == null) {
            return fresh;
        }
        try {
            return saved.readDouble();
        } catch (IOException e) {
            throw new IncompatibleStateException(
                    "the state lacks a number that these settings need; start from scratch", e);
        }
    }
}
