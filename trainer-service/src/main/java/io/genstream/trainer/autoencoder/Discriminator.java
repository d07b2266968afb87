package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.optimizer.Schedule;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;

/** A discriminator whose last hidden layer serves as features. Confined to its session's thread. */
final class Discriminator {
    private final TrainableNetwork features;
    private final TrainableNetwork verdict;
    private final double learningRate;
    private final Schedule schedule;

    private Discriminator(TrainableNetwork features, TrainableNetwork verdict, RecipeSettings settings) {
        this.features = features;
        this.verdict = verdict;
        this.learningRate = settings.number(AutoencoderSettings.DISCRIMINATOR_RATE);
        this.schedule = Schedule.of(settings.text(AutoencoderSettings.SCHEDULE));
    }

    /** Its two networks before there are weights. */
    record Description(NetworkTraining features, NetworkTraining verdict) {
        static Description of(AutoencoderNetworks networks, RecipeSettings settings) {
            return new Description(
                    new NetworkTraining(networks.discriminator(), AutoencoderSettings.optimizer(settings), 0),
                    new NetworkTraining(networks.verdict(), AutoencoderSettings.optimizer(settings), 0));
        }

        List<ScriptMethod> methods() {
            List<ScriptMethod> methods = new ArrayList<>(features.methods());
            methods.addAll(verdict.methods());
            methods.add(features.network().statelessScript());
            methods.add(verdict.network().statelessScript());
            return methods;
        }

        Discriminator create(RecipeSettings settings, NetworkSource source, ScriptLibrary library) {
            return new Discriminator(source.next(features, library), source.next(verdict, library), settings);
        }
    }

    List<TrainableNetwork> networks() {
        return List.of(features, verdict);
    }

    /** Logits of pictures in its own step. */
    NDArray logits(NDArray pictures) {
        return verdict.forward(features.forward(pictures));
    }

    /** The last hidden layer, for another network's loss: nothing of this one changes. */
    NDArray features(NDArray pictures) {
        return features.forwardStateless(pictures);
    }

    /** Logits of what {@link #features} gave, likewise. */
    NDArray logitsOf(NDArray features) {
        return verdict.forwardStateless(features);
    }

    /** While frozen, gradients pass through it and none of them stays. */
    void freeze(boolean frozen) {
        networks().forEach(network -> network.requireGradients(!frozen));
    }

    void update(Step step) {
        double rate = learningRate * schedule.factor(step.progress());
        networks().forEach(network -> network.update(step.manager(), rate));
    }
}
