package io.genstream.eval.topology.kafka;

import io.genstream.schemas.avro.Features;
import java.util.function.Consumer;

/** The features that are in the log already. */
@FunctionalInterface
public interface FeatureHistory {
    /** Gives the latest records of a partition of topic features, in order; unreadable ones are left out. */
    void replay(int partition, Consumer<Features> each);
}
