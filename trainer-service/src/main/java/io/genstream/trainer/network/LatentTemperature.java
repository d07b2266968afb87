package io.genstream.trainer.network;

import java.util.List;

/**
 * Draws a latent at a temperature: z becomes temperature · z.
 *
 * <p>D. P. Kingma, P. Dhariwal: "Glow: Generative Flow with Invertible 1x1 Convolutions", NeurIPS 2018, section 6: below 1 the
 * rare latents, on which an autoencoder learnt least, are drawn less.
 */
record LatentTemperature(double temperature) implements Layer {
    @Override
    public String script(ScriptScope scope, String input) {
        return scope.script().assign("torch.mul({}, {})", input, temperature);
    }

    @Override
    public String onnx(OnnxScope scope, String input) {
        return scope.graph().node("Mul", List.of(input, scope.graph().scalar((float) temperature)));
    }
}
