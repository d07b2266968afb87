package io.genstream.gateway.generation;

import io.genstream.gateway.generation.GenerationOrder.Part;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where requests go and images come from: the topics. Nothing but {@link #read} blocks. */
public interface RequestLog {
    /** Completes when every record is stored. */
    CompletableFuture<Void> send(GenerationOrder order, List<Part> parts);

    CompletableFuture<Void> cancel(String requestId);

    /**
     * The batches that these outcomes name. Blocks: called on the worker pool.
     *
     * @throws io.genstream.gateway.error.GatewayException 410 where retention has deleted some
     */
    List<MadeBatch> read(List<PartOutcome> outcomes);
}
