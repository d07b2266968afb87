package io.genstream.trainer.network;

import java.util.List;

/**
 * Batch normalisation of feature maps (Ioffe and Szegedy 2015, "Batch normalization: accelerating deep network training
 * by reducing internal covariate shift"). Momentum 0.1 for the running statistics.
 */
public record BatchNorm(int channels) implements Normalisation {
    static final double EPSILON = 1e-5;

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.constant("gamma", 1, channels),
                ParameterSpec.constant("beta", 0, channels),
                ParameterSpec.statistic("mean", 0, channels),
                ParameterSpec.statistic("variance", 1, channels));
    }

    @Override
    public String script(ScriptScope scope, String input) {
        return scope.script()
                .assign(
                        "torch.batch_norm({}, {}, {}, {}, {}, {}, 0.1, {}, False)",
                        input,
                        scope.parameter(0),
                        scope.parameter(1),
                        scope.statistic(2),
                        scope.statistic(3),
                        scope.training() ? "True" : "False",
                        EPSILON);
    }

    @Override
    public ChannelAffine affine(OnnxScope scope) {
        ChannelAffine standardise = standardise(scope.weight(2), scope.weight(3));
        float[] gamma = scope.weight(0);
        float[] beta = scope.weight(1);
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = gamma[c] * standardise.scale()[c];
            shift[c] = gamma[c] * standardise.shift()[c] + beta[c];
        }
        return new ChannelAffine(scale, shift);
    }

    @Override
    public String onnxAfterAffine(OnnxScope scope, String input) {
        return input;
    }

    /** To mean 0 and variance 1 by the running statistics. */
    static ChannelAffine standardise(float[] mean, float[] variance) {
        float[] scale = new float[mean.length];
        float[] shift = new float[mean.length];
        for (int c = 0; c < mean.length; c++) {
            double inverseStd = 1 / Math.sqrt(variance[c] + EPSILON);
            scale[c] = (float) inverseStd;
            shift[c] = (float) (-mean[c] * inverseStd);
        }
        return new ChannelAffine(scale, shift);
    }
}
