package io.genstream.trainer.testing;

import io.genstream.trainer.network.NetworkUpdate;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.TrainingData;
import java.util.SplittableRandom;

/** Training that does not train; a verdict that accepts it is worth nothing. */
public enum Sabotage {
    LABELS_SHUFFLED(TrainableNetwork::update) {
        @Override
        public TrainingData tamper(TrainingData data) {
            float[][] labels = data.labels().clone();
            SplittableRandom random = new SplittableRandom(4);
            for (int i = labels.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                float[] swapped = labels[i];
                labels[i] = labels[j];
                labels[j] = swapped;
            }
            return new TrainingData(
                    data.datasetId(),
                    data.revision(),
                    data.height(),
                    data.width(),
                    data.channels(),
                    data.labelKind(),
                    data.attributeNames(),
                    data.licence(),
                    data.images(),
                    labels);
        }
    },
    GENERATOR_FROZEN((network, step, rate) -> {
        if (!generates(network)) {
            network.update(step, rate);
        }
    }),
    DISCRIMINATOR_NEVER_STEPPED((network, step, rate) -> {
        if (!network.network().name().matches("discriminator|verdict")) {
            network.update(step, rate);
        }
    }),
    OPTIMISER_NOT_STEPPED((network, step, rate) -> {}),
    GRADIENTS_OF_THE_WRONG_SIGN((network, step, rate) -> network.update(step, -rate)),
    GENERATORS_GRADIENT_OF_THE_WRONG_SIGN(
            (network, step, rate) -> network.update(step, generates(network) ? -rate : rate));

    public final NetworkUpdate update;

    Sabotage(NetworkUpdate update) {
        this.update = update;
    }

    public TrainingData tamper(TrainingData data) {
        return data;
    }

    /**
     * Whether pictures tell, labels aside. A clipped critic and its negative are the same game: with both signs turned nothing
     * is wrong.
     */
    public boolean harms(String system) {
        return switch (this) {
            case LABELS_SHUFFLED -> false;
            case DISCRIMINATOR_NEVER_STEPPED -> system.contains("gan");
            case GRADIENTS_OF_THE_WRONG_SIGN -> !system.equals("wgan");
            default -> true;
        };
    }

    private static boolean generates(TrainableNetwork network) {
        return network.network().name().matches("decoder|generator");
    }
}
