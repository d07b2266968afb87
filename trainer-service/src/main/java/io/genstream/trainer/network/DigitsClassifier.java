package io.genstream.trainer.network;

import java.util.List;

/** Class logits of a 32 x 32 picture; the activations before the last layer are the features that metrics use. */
public final class DigitsClassifier {
    public static final int FEATURES = 64;
    public static final String FEATURES_OUTPUT = "features";
    public static final String LOGITS_OUTPUT = "logits";

    private DigitsClassifier() {}

    /** @param width channels of the first layer; the next ones have 2 and 3 times as many */
    public static Network describe(int width, int classes) {
        Initialiser he = Initialiser.HE;
        return new Network(
                "classifier",
                Condition.none(),
                List.of(
                        new Conv(1, width, 5, 1, 2, false, he),
                        new BatchNorm(width),
                        Activation.RELU,
                        Shaping.MAX_POOL,
                        new Conv(width, 2 * width, 3, 1, 1, false, he),
                        new BatchNorm(2 * width),
                        Activation.RELU,
                        Shaping.MAX_POOL,
                        new Conv(2 * width, 3 * width, 3, 1, 1, false, he),
                        new BatchNorm(3 * width),
                        Activation.RELU,
                        Shaping.MAX_POOL,
                        Shaping.FLATTEN,
                        new Dense(3 * width * 16, FEATURES, he),
                        Activation.RELU,
                        new Tap(FEATURES_OUTPUT),
                        new MaskedDropout(),
                        new Dense(FEATURES, classes, he)),
                LOGITS_OUTPUT);
    }
}
