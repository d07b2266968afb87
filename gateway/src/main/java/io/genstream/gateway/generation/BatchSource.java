package io.genstream.gateway.generation;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The images of a request in order, a few at a time, when they are asked for. One reader. */
interface BatchSource {
    /** The next images; empty at the end. Not called again before it completes. */
    CompletableFuture<Optional<MadeBatch>> next();

    static BatchSource of(List<MadeBatch> batches) {
        Iterator<MadeBatch> rest = batches.iterator();
        return () -> CompletableFuture.completedFuture(rest.hasNext() ? Optional.of(rest.next()) : Optional.empty());
    }
}
