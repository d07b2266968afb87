package io.genstream.trainer.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.TrainableNetwork;
import java.util.List;

/** What the engine computes: the truth that an exported file is held against. */
@FunctionalInterface
public interface EngineOutputs {
    /** Every output of the evaluation form, the taps first, row-major. */
    List<float[]> outputs(Probe probe);

    /** The averaged weights of a network in training, through one of its forms. */
    static EngineOutputs of(TrainableNetwork trained, Network form, NDManager manager) {
        return probe -> {
            try (NDManager scope = manager.newSubManager()) {
                NDArray input = scope.create(probe.input(), new Shape(probe.batchShape()));
                NDList outputs = form.conditional()
                        ? trained.evaluate(form, input, form.condition().rows(probe.labels(), scope))
                        : trained.evaluate(form, input);
                return outputs.stream().map(NDArray::toFloatArray).toList();
            }
        };
    }
}
