package io.genstream.trainer.digits;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.session.NetworkUpdate;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trains for real at smoke size. The sabotaged runs show that the verdict rejects training that does not train. */
class SmokeTrainingTest {
    private static final Map<String, String> SMOKE =
            Map.of("size", "smoke", "images", "9600", "batch", "8", "threads", "1");

    @Test
    void paintsTheDigitsAskedFor() {
        assertThat(Verdict.accepts(train(new DigitsCvae(), Digits.train()))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Sabotage.class)
    void verdictRejects(Sabotage sabotage) {
        ExportedModel model = train(new DigitsCvae(sabotage.update), sabotage.tamper(Digits.train()));

        assertThat(Verdict.accepts(model)).isFalse();
    }

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
            if (!network.network().name().equals("decoder")) {
                network.update(step, learningRate);
            }
        }),
        OPTIMISER_NOT_STEPPED((network, step, learningRate) -> {});

        private final NetworkUpdate update;

        Sabotage(NetworkUpdate update) {
            this.update = update;
        }

        TrainingData tamper(TrainingData data) {
            return data;
        }
    }

    private static ExportedModel train(Recipe recipe, TrainingData data) {
        try (TrainingSession session = recipe.start(data, recipe.settings().parse(SMOKE), Optional.empty())) {
            session.trainSteps(Long.MAX_VALUE);
            assertThat(session.finished()).isTrue();
            return session.export();
        }
    }
}
