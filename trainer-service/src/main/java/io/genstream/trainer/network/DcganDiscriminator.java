package io.genstream.trainer.network;

import java.util.List;

/**
 * A score of a picture by strided convolutions (Radford et al. 2015): a logit for a discriminator, a bare number for a
 * critic. A condition enters by a label projection (Miyato and Koyama 2018).
 */
public final class DcganDiscriminator {
    private static final double EMBEDDING_STD = 0.05;

    private DcganDiscriminator() {}

    public static Network describe(DiscriminatorShape shape, Condition condition) {
        List<Layer> layers = shape.layers();
        int features = shape.flat();
        if (shape.features() > 0) {
            layers.add(shape.norm().edge(new Dense(features, shape.features(), shape.initialiser())));
            layers.add(Activation.LEAKY_RELU);
            features = shape.features();
        }
        layers.add(
                condition.present()
                        ? new LabelProjection(features, condition, shape.initialiser(), EMBEDDING_STD)
                        : shape.norm().edge(new Dense(features, 1, shape.initialiser())));
        return new Network("discriminator", condition, layers, "score");
    }
}
