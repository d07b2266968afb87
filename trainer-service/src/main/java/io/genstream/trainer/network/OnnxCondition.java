package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/** The class index that a caller gives, and its one-hot row made inside the graph. */
public record OnnxCondition(String classIndex, String oneHot) {
    static OnnxCondition in(OnnxGraph graph, String classIndex, int classes) {
        String depth = graph.constant(new long[] {classes});
        String offOn = graph.constant(new float[] {0, 1}, 2);
        String oneHot = graph.node("OneHot", List.of(classIndex, depth, offOn), OnnxAttribute.integer("axis", -1));
        return new OnnxCondition(classIndex, oneHot);
    }
}
