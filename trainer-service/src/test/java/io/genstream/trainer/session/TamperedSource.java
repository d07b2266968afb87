package io.genstream.trainer.session;

import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.NetworkUpdate;
import io.genstream.trainer.network.TamperedNetwork;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.yaml.TrainingSystem;
import io.genstream.trainer.recipe.yaml.YamlRecipe;
import io.genstream.trainer.torchscript.ScriptLibrary;

/** Gives an algorithm networks whose optimiser steps a test breaks or watches. */
public final class TamperedSource extends NetworkSource {
    private final NetworkSource honest;
    private final NetworkUpdate update;

    public TamperedSource(NetworkSource honest, NetworkUpdate update) {
        super(honest.manager(), null, null);
        this.honest = honest;
        this.update = update;
    }

    /** The recipe as it is, but for its networks' optimiser steps. */
    public static YamlRecipe recipe(YamlRecipe recipe, NetworkUpdate update) {
        return new YamlRecipe(
                recipe.name(),
                recipe.summary(),
                recipe.defaultDatasetId(),
                recipe.settings(),
                recipe.systemName(),
                system(recipe.system(), update));
    }

    public static TrainingSystem system(TrainingSystem system, NetworkUpdate update) {
        return TrainingSystem.of(
                system.settings(),
                (pictures, settings, source) -> system.make(pictures, settings, new TamperedSource(source, update)));
    }

    @Override
    public TrainableNetwork next(NetworkTraining training, ScriptLibrary library) {
        return TamperedNetwork.of(honest.next(training, library), training, manager(), library, update);
    }

    @Override
    public double nextNumber(double fresh) {
        return honest.nextNumber(fresh);
    }
}
