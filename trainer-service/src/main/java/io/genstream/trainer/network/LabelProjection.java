package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/**
 * The head of a projection discriminator (Miyato and Koyama 2018, "cGANs with projection discriminator"): a plain
 * logit of the features plus their inner product with an embedding of the label.
 */
record LabelProjection(int features, Condition condition, Initialiser initialiser, double embeddingStd)
        implements Layer {
    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.weight("weight", initialiser.std(features), 1, features),
                ParameterSpec.constant("bias", 0, 1),
                ParameterSpec.weight("embedding", embeddingStd, condition.rowSize(), features));
    }

    @Override
    public String script(ScriptScope scope, String input) {
        String full = scope.full(input);
        String logit = scope.script().assign("torch.linear({}, {}, {})", full, scope.parameter(0), scope.parameter(1));
        String projection = scope.script()
                .assign(
                        "torch.sum(torch.mul({}, torch.matmul({}, {})), [1], True)",
                        full,
                        scope.condition(),
                        scope.parameter(2));
        return scope.script().assign("torch.add({}, {})", logit, projection);
    }

    @Override
    public String onnx(OnnxScope scope, String input) {
        OnnxGraph graph = scope.graph();
        String logit = new Dense(features, 1, initialiser).onnx(scope, input);
        String embedding = scope.condition().times(graph, scope.weight(2), features);
        String product = graph.node("Mul", List.of(input, embedding));
        String axis = graph.constant(new long[] {1}, 1);
        String projection = graph.node("ReduceSum", List.of(product, axis), OnnxAttribute.integer("keepdims", 1));
        return graph.node("Add", List.of(logit, projection));
    }
}
