package io.genstream.gateway.generation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A result that is in memory, or will be, as batches. One reader. */
final class ResultBatches implements BatchSource {
    private final CompletableFuture<GenerationResult> result;
    private int next;

    ResultBatches(CompletableFuture<GenerationResult> result) {
        this.result = result;
    }

    @Override
    public CompletableFuture<Optional<MadeBatch>> next() {
        return result.thenApply(this::take);
    }

    private Optional<MadeBatch> take(GenerationResult all) {
        int first = next;
        int count = all.images().size();
        next = Math.min(
                count,
                first
                        + RequestSplitter.batchImages(
                                RequestSplitter.MAX_RECORD_IMAGES, (long) all.height() * all.width() * all.channels()));
        if (first == next) {
            return Optional.empty();
        }
        return Optional.of(new MadeBatch(
                all.requestId(),
                first,
                count,
                all.model(),
                all.version(),
                all.seed(),
                all.height(),
                all.width(),
                all.channels(),
                all.images().subList(first, next),
                all.labels().subList(first, next),
                all.latents().isEmpty() ? List.of() : all.latents().subList(first, next),
                all.madeAt()));
    }
}
