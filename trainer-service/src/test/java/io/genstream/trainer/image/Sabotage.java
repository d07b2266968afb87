package io.genstream.trainer.image;

import io.genstream.trainer.network.NetworkUpdate;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.TrainingData;
import java.util.Set;
import java.util.SplittableRandom;

/** Training that does not train; a verdict that accepts it is worth nothing. */
enum Sabotage {
    LABELS_SHUFFLED(TrainableNetwork::update) {
        @Override
        TrainingData tamper(TrainingData data) {
            float[][] labels = data.labels().clone();
            SplittableRandom random = new SplittableRandom(4);
            for (int i = labels.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                float[] swapped = labels[i];
                labels[i] = labels[j];
                labels[j] = swapped;
            }
            return Digits.withLabels(data, data.images(), labels);
        }
    },
    GENERATOR_FROZEN((network, step, learningRate) -> {
        if (!Set.of("decoder", "generator").contains(network.network().name())) {
            network.update(step, learningRate);
        }
    }),
    OPTIMISER_NOT_STEPPED((network, step, learningRate) -> {});

    final NetworkUpdate update;

    Sabotage(NetworkUpdate update) {
        this.update = update;
    }

    TrainingData tamper(TrainingData data) {
        return data;
    }
}
