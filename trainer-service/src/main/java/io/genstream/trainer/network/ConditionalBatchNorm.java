package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/**
 * Batch normalisation with a gain and an offset per class (de Vries et al. 2017, "Modulating early visual processing by
 * language"; Miyato and Koyama 2018 for GANs). The standardising part is the same for every class and folds into the
 * layer before; gain and offset are gathered by class index.
 */
record ConditionalBatchNorm(int channels, int classes) implements Normalisation {
    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.constant("gamma", 1, classes, channels),
                ParameterSpec.constant("beta", 0, classes, channels),
                ParameterSpec.statistic("mean", 0, channels),
                ParameterSpec.statistic("variance", 1, channels));
    }

    @Override
    public String script(ScriptScope scope, String input) {
        String standard = scope.script()
                .assign(
                        "torch.batch_norm({}, None, None, {}, {}, {}, 0.1, {}, False)",
                        input,
                        scope.parameter(2),
                        scope.parameter(3),
                        scope.training() ? "True" : "False",
                        BatchNorm.EPSILON);
        String gamma = ofClass(scope, scope.parameter(0));
        String beta = ofClass(scope, scope.parameter(1));
        return scope.script().assign("torch.add(torch.mul({}, {}), {})", standard, gamma, beta);
    }

    private String ofClass(ScriptScope scope, String table) {
        return scope.script()
                .assign("torch.reshape(torch.matmul({}, {}), [-1, {}, 1, 1])", scope.condition(), table, channels);
    }

    @Override
    public ChannelAffine affine(OnnxScope scope) {
        return BatchNorm.standardise(scope.weight(2), scope.weight(3));
    }

    @Override
    public String onnxAfterAffine(OnnxScope scope, String input) {
        OnnxGraph graph = scope.graph();
        String scaled = graph.node("Mul", List.of(input, ofClass(scope, scope.weight(0))));
        return graph.node("Add", List.of(scaled, ofClass(scope, scope.weight(1))));
    }

    private String ofClass(OnnxScope scope, float[] table) {
        OnnxGraph graph = scope.graph();
        String constant = graph.constant(table, classes, channels, 1, 1);
        return graph.node("Gather", List.of(constant, scope.condition().classIndex()));
    }
}
