package io.genstream.eval.topology.kafka;

import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.Features;
import io.genstream.schemas.avro.GenerationRequest;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The way of an evaluation:
 *
 * <pre>
 * (checkpoints) → ask-for-images → (evaluation-requests)        inference answers on
 * (evaluation-batches) → extract-features → (features)
 * (features) → measure → (evaluations)
 * </pre>
 *
 * <p>Three parts that are bound by topics only, so their tasks spread over instances. Each rebuilds what it needs from its topic;
 * only batches that came too early are in a store.
 */
public final class EvaluationTopology implements Supplier<Topology> {
    private static final Outlet<GenerationRequest> REQUESTS = new Outlet<>(Topics.EVALUATION_REQUESTS, Writer.EVAL);
    private static final Outlet<Features> FEATURES = new Outlet<>(Topics.FEATURES, Writer.EVAL);
    private static final Outlet<Evaluation> EVALUATIONS = new Outlet<>(Topics.EVALUATIONS, Writer.EVAL);

    /** How often waiting versions and complete evaluations are looked at when no record comes. */
    private static final Duration TICK = Duration.ofMillis(200);

    private static final String EXTRACT = "extract-features";

    private final EvaluationServices services;
    private final FeatureHistory history;
    private final Map<String, ?> clientConfigs;

    /** @param clientConfigs may name other serializers */
    public EvaluationTopology(EvaluationServices services, FeatureHistory history, Map<String, ?> clientConfigs) {
        this.services = services;
        this.history = history;
        this.clientConfigs = clientConfigs;
    }

    @Override
    public Topology get() {
        Topology topology = new Topology();
        part(topology, Topics.CHECKPOINTS, "ask-for-images", this::checkpoints, REQUESTS);
        part(topology, Topics.EVALUATION_BATCHES, EXTRACT, this::batches, FEATURES);
        topology.addStateStore(HeldBatches.builder(clientConfigs), EXTRACT);
        part(topology, Topics.FEATURES, "measure", this::features, EVALUATIONS);
        return topology;
    }

    private <I extends SpecificRecord, F extends SpecificRecord> void part(
            Topology topology,
            Topic<I> from,
            String processor,
            ProcessorSupplier<String, I, String, F> supplier,
            Outlet<?> to) {
        String source = "read-" + from.name();
        topology.addSource(source, new StringDeserializer(), from.deserializer(clientConfigs), from.name())
                .addProcessor(processor, supplier, source)
                .addSink(
                        "write-" + to.name(),
                        to.name(),
                        new StringSerializer(),
                        to.serializer(clientConfigs),
                        processor);
    }

    private CheckpointProcessor checkpoints() {
        return new CheckpointProcessor(
                services.versions(), services.queue(), services.meters(), services.clock(), TICK);
    }

    private BatchProcessor batches() {
        return new BatchProcessor(
                services, Topics.EVALUATION_BATCHES.serde(clientConfigs).serializer(), TICK);
    }

    private FeaturesProcessor features() {
        return new FeaturesProcessor(services, history, TICK);
    }
}
