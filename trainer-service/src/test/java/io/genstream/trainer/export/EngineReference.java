package io.genstream.trainer.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.torchscript.ScriptLibrary;
import java.util.ArrayList;
import java.util.List;

/** The engine's evaluation form on given weights. */
public final class EngineReference {
    private EngineReference() {}

    public static EngineOutputs of(Network form, List<float[]> weights, NDManager manager, ScriptLibrary library) {
        List<NDArray> tensors = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            tensors.add(manager.create(
                    weights.get(i), new Shape(form.parameters().get(i).shape())));
        }
        return probe -> {
            List<NDArray> arguments = new ArrayList<>();
            arguments.add(manager.create(probe.input(), new Shape(probe.batchShape())));
            if (form.conditional()) {
                arguments.add(form.condition().rows(probe.labels(), manager));
            }
            arguments.addAll(tensors);
            return library.callAll(form.evaluationMethod(), arguments.toArray(new NDArray[0])).stream()
                    .map(NDArray::toFloatArray)
                    .toList();
        };
    }
}
