package io.genstream.trainer.session;

import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.PreviewSheet;
import java.util.List;
import java.util.Optional;

/** What differs from recipe to recipe: its networks, one step of learning, what it publishes. */
public interface Algorithm extends AutoCloseable {
    void step(Step step);

    /** In the order in which the constructor asked its {@link NetworkSource} for them. */
    List<TrainableNetwork> networks();

    /**
     * What else a resumed run must know, in the order in which the constructor asked its {@link NetworkSource} for it, after
     * the networks.
     */
    default double[] numbers() {
        return new double[0];
    }

    /** Without the state, which the session adds. */
    ExportedModel export();

    Optional<PreviewSheet> preview();

    @Override
    void close();

    /** Builds the networks, fresh or restored. */
    @FunctionalInterface
    interface Factory {
        Algorithm create(NetworkSource source);
    }
}
