package io.genstream.trainer.network;

import java.util.ArrayList;
import java.util.List;

/** Class logits of a picture; the activations before the last layer are the features that metrics use. */
public final class PictureClassifier {
    public static final int FEATURES = 64;
    public static final String FEATURES_OUTPUT = "features";
    public static final String LOGITS_OUTPUT = "logits";

    private PictureClassifier() {}

    /**
     * @param width channels of the first layer; the next ones have 2, 3, … times as many
     * @param channels of the picture
     */
    public static Network describe(int width, int side, int channels, int classes) {
        Initialiser he = Initialiser.HE;
        Pyramid pyramid = Pyramid.of(side);
        List<Layer> layers = new ArrayList<>();
        int in = channels;
        for (int level = 1; level <= pyramid.doublings(); level++) {
            int kernel = level == 1 ? 5 : 3;
            layers.add(new Conv(in, level * width, kernel, 1, kernel / 2, false, he));
            layers.add(new BatchNorm(level * width));
            layers.add(Activation.RELU);
            layers.add(Shaping.MAX_POOL);
            in = level * width;
        }
        layers.addAll(List.of(
                Shaping.FLATTEN,
                new Dense(in * pyramid.base() * pyramid.base(), FEATURES, he),
                Activation.RELU,
                new Tap(FEATURES_OUTPUT),
                new MaskedDropout(),
                new Dense(FEATURES, classes, he)));
        return new Network("classifier", Condition.none(), layers, LOGITS_OUTPUT);
    }
}
