package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a layer sees while its network is written as ONNX. */
public final class OnnxScope {
    private final OnnxGraph graph;
    private final OnnxCondition condition;
    private final Map<String, String> taps = new LinkedHashMap<>();
    private List<float[]> weights = List.of();

    OnnxScope(OnnxGraph graph, OnnxCondition condition) {
        this.graph = graph;
        this.condition = condition;
    }

    public OnnxGraph graph() {
        return graph;
    }

    public OnnxCondition condition() {
        if (condition == null) {
            throw new IllegalStateException("a layer asks for the condition of an unconditional network");
        }
        return condition;
    }

    /** Values of the i-th parameter of the layer being written. */
    public float[] weight(int i) {
        return weights.get(i);
    }

    void tap(String name, String value) {
        taps.put(name, value);
    }

    Map<String, String> taps() {
        return taps;
    }

    void enter(List<float[]> layerWeights) {
        weights = layerWeights;
    }
}
