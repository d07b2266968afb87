package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/** A layer whose evaluation form is an affine map with constants of its own, then perhaps something label-dependent. */
interface Normalisation extends Layer {
    /** The constant part. */
    ChannelAffine affine(OnnxScope scope);

    /** What remains once the constant part is folded into the layer before. */
    String onnxAfterAffine(OnnxScope scope, String input);

    @Override
    default String onnx(OnnxScope scope, String input) {
        ChannelAffine affine = affine(scope);
        OnnxGraph graph = scope.graph();
        long channels = affine.scale().length;
        String scaled = graph.node("Mul", List.of(input, graph.constant(affine.scale(), channels, 1, 1)));
        String shifted = graph.node("Add", List.of(scaled, graph.constant(affine.shift(), channels, 1, 1)));
        return onnxAfterAffine(scope, shifted);
    }
}
