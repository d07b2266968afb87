package io.genstream.trainer.network;

import java.util.List;

/** A fully connected layer whose outputs are laid out as a feature map of channels x size x size. */
public record DenseToMap(int in, int channels, int size, Initialiser initialiser) implements LinearLayer {
    private Dense dense() {
        return new Dense(in, channels * size * size, initialiser);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return dense().parameters();
    }

    @Override
    public String script(ScriptScope scope, String input) {
        return scope.script()
                .assign("torch.reshape({}, [-1, {}, {}, {}])", dense().script(scope, input), channels, size, size);
    }

    @Override
    public int outputChannels() {
        return channels;
    }

    @Override
    public boolean hasBias() {
        return true;
    }

    @Override
    public float[] scaled(float[] weight, float[] scale) {
        return dense().scaled(weight, spread(scale));
    }

    @Override
    public String onnxFolded(OnnxScope scope, String input, ChannelAffine affine) {
        ChannelAffine spread = new ChannelAffine(spread(affine.scale()), spread(affine.shift()));
        return toMap(scope, dense().onnxFolded(scope, input, spread));
    }

    @Override
    public String onnx(OnnxScope scope, String input, float[] weight, float[] bias) {
        return toMap(scope, dense().onnx(scope, input, weight, bias));
    }

    private String toMap(OnnxScope scope, String flat) {
        String shape = scope.graph().constant(new long[] {-1, channels, size, size}, 4);
        return scope.graph().node("Reshape", List.of(flat, shape));
    }

    /** A value a channel becomes a value a unit. */
    private float[] spread(float[] perChannel) {
        float[] perUnit = new float[channels * size * size];
        for (int i = 0; i < perUnit.length; i++) {
            perUnit[i] = perChannel[i / (size * size)];
        }
        return perUnit;
    }
}
