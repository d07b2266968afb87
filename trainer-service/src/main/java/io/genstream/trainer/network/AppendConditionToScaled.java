package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/**
 * {@link Shaping#APPEND_CONDITION} on a latent that is drawn at a temperature: z becomes temperature · z.
 *
 * <p>D. P. Kingma, P. Dhariwal: "Glow: Generative Flow with Invertible 1x1 Convolutions", NeurIPS 2018, section 6: below 1 the
 * rare latents, on which an autoencoder learnt least, are drawn less.
 */
record AppendConditionToScaled(double temperature) implements Layer {
    @Override
    public String script(ScriptScope scope, String input) {
        return scope.script().assign("torch.cat([torch.mul({}, {}), {}], 1)", input, temperature, scope.condition());
    }

    @Override
    public String onnx(OnnxScope scope, String input) {
        OnnxGraph graph = scope.graph();
        String scaled = graph.node("Mul", List.of(input, graph.scalar((float) temperature)));
        return graph.node("Concat", List.of(scaled, scope.condition().oneHot()), OnnxAttribute.integer("axis", 1));
    }
}
