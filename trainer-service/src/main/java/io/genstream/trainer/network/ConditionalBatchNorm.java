package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/**
 * Batch normalisation with a gain and an offset per class (de Vries et al. 2017, "Modulating early visual processing by
 * language"; Miyato and Koyama 2018 for GANs), or linear in the attributes. The standardising part is the same for every
 * condition and folds into the layer before.
 */
record ConditionalBatchNorm(int channels, Condition condition) implements Normalisation {
    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.constant("gamma", ofAttributes() ? 0 : 1, condition.rowSize(), channels),
                ParameterSpec.constant("beta", 0, condition.rowSize(), channels),
                ParameterSpec.statistic("mean", 0, channels),
                ParameterSpec.statistic("variance", 1, channels));
    }

    /** Attributes move the gain away from 1: a table of ones would start at their sum. */
    private boolean ofAttributes() {
        return condition.kind() == Condition.Kind.ATTRIBUTES;
    }

    @Override
    public String script(ScriptScope scope, String input) {
        String standard = scope.script()
                .assign(
                        "torch.batch_norm({}, None, None, {}, {}, {}, 0.1, {}, False)",
                        input,
                        scope.statistic(2),
                        scope.statistic(3),
                        scope.training() ? "True" : "False",
                        BatchNorm.EPSILON);
        String gamma = ofCondition(scope, scope.parameter(0));
        String beta = ofCondition(scope, scope.parameter(1));
        String gained = scope.script().assign("torch.mul({}, {})", standard, gamma);
        String around = ofAttributes() ? scope.script().assign("torch.add({}, {})", gained, standard) : gained;
        return scope.script().assign("torch.add({}, {})", around, beta);
    }

    private String ofCondition(ScriptScope scope, String table) {
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
        String gained = graph.node("Mul", List.of(input, ofCondition(scope, scope.weight(0))));
        String around = ofAttributes() ? graph.node("Add", List.of(gained, input)) : gained;
        return graph.node("Add", List.of(around, ofCondition(scope, scope.weight(1))));
    }

    private String ofCondition(OnnxScope scope, float[] table) {
        return scope.condition().times(scope.graph(), table, channels, 1, 1);
    }
}
