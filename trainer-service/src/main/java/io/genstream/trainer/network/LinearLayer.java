package io.genstream.trainer.network;

/**
 * A layer that is affine in each output channel, so that a {@link Normalisation} after it can be folded into its
 * weights at export: ONNX Runtime does not do that for transposed convolutions, and it costs up to 3.7x.
 */
interface LinearLayer extends Layer {
    int outputChannels();

    /** Multiplies the weights that feed output channel c by {@code scale[c]}. */
    float[] scaled(float[] weight, float[] scale);

    /** @param bias one a channel */
    String onnx(OnnxScope scope, String input, float[] weight, float[] bias);

    boolean hasBias();

    @Override
    default String onnx(OnnxScope scope, String input) {
        return onnx(scope, input, scope.weight(0), bias(scope));
    }

    default String onnxFolded(OnnxScope scope, String input, ChannelAffine affine) {
        return onnx(scope, input, scaled(scope.weight(0), affine.scale()), affine.apply(bias(scope)));
    }

    private float[] bias(OnnxScope scope) {
        return hasBias() ? scope.weight(1) : new float[outputChannels()];
    }
}
