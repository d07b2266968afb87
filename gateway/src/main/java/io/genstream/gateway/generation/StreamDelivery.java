package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.generation.ResultDelivery.Patience;
import io.genstream.gateway.http.WorkerPool;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Writes answers piece by piece: takes the next images, has them encoded, writes them, and goes on when the socket has taken
 * them. So many answers at once. Called on event loops.
 */
final class StreamDelivery {
    private static final Duration RETRY = Duration.ofSeconds(2);
    /** A client that takes nothing for so long is gone. */
    private static final long STALL_MS = 60_000;

    private static final long BUSY_MS = 50;

    private final ResultForms forms;
    private final WorkerPool workers;
    private final int limit;
    private final AtomicInteger open = new AtomicInteger();

    StreamDelivery(ResultForms forms, WorkerPool workers, int limit, MeterRegistry registry) {
        this.forms = forms;
        this.workers = workers;
        this.limit = limit;
        registry.gauge("genstream.gateway.streams", List.of(), open, AtomicInteger::get);
    }

    /**
     * @param source opened once there is room for one more answer
     * @throws GatewayException 503 where there is none
     */
    void deliver(RoutingContext ctx, Supplier<BatchSource> source, String type, Patience patience) {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            throw GatewayException.retry(
                    503, "OVERLOADED", limit + " answers are being streamed (streams.max); try again", RETRY);
        }
        ctx.addEndHandler(ended -> open.decrementAndGet());
        new Answer(ctx, source.get(), type, patience).start();
    }

    /** One answer. Confined to the request's event loop, but for its writer, which one worker at a time uses. */
    private final class Answer {
        private final RoutingContext ctx;
        private final Context context;
        private final BatchSource source;
        private final String type;
        private final Patience patience;
        private ResultWriter writer;
        private long timer = -1;
        private boolean over;

        Answer(RoutingContext ctx, BatchSource source, String type, Patience patience) {
            this.ctx = ctx;
            this.context = ctx.vertx().getOrCreateContext();
            this.source = source;
            this.type = type;
            this.patience = patience;
        }

        void start() {
            if (!patience.time().isZero()) {
                timer = ctx.vertx().setTimer(patience.time().toMillis(), expired -> finish(patience.notYet()));
            }
            ctx.response().closeHandler(closed -> finish(patience.gone()));
            next();
        }

        private void next() {
            var unused = source.next()
                    .whenComplete((batch, error) -> context.runOnContext(now -> {
                        if (over) {
                            return;
                        }
                        boolean unusedTimer =
                                ctx.vertx().cancelTimer(timer); // it bounds the time to the first images only
                        if (error != null) {
                            fail(error);
                        } else {
                            encode(batch);
                        }
                    }));
        }

        private void encode(Optional<MadeBatch> batch) {
            var unused = workers.submit(() -> bytes(batch))
                    .whenComplete((bytes, error) -> context.runOnContext(now -> {
                        if (over) {
                            return;
                        }
                        if (error == null) {
                            write(bytes, batch.isEmpty());
                        } else if (busy(error)) {
                            ctx.vertx().setTimer(BUSY_MS, again -> encode(batch));
                        } else {
                            fail(error);
                        }
                    }));
        }

        private byte[] bytes(Optional<MadeBatch> batch) {
            if (batch.isEmpty()) {
                return writer.end();
            }
            if (writer == null) {
                writer = forms.open(type, batch.get());
            }
            return writer.write(batch.get());
        }

        private void write(byte[] bytes, boolean last) {
            if (!ctx.response().headWritten()) {
                ctx.response()
                        .setStatusCode(200)
                        .setChunked(true)
                        .putHeader("Content-Type", type)
                        .putHeader("Cache-Control", "no-store")
                        .putHeader("Vary", "Accept, Prefer");
            }
            long stall = ctx.vertx()
                    .setTimer(STALL_MS, expired -> ctx.request().connection().close());
            Future<Void> written = last
                    ? ctx.response().end(Buffer.buffer(bytes))
                    : ctx.response().write(Buffer.buffer(bytes));
            over = last;
            written.onComplete(done -> {
                boolean unused = ctx.vertx().cancelTimer(stall);
                if (done.succeeded() && !over) {
                    next();
                }
            });
        }

        private void fail(Throwable error) {
            finish(() -> ctx.fail(cause(error)));
        }

        private void finish(Runnable last) {
            if (!over) {
                over = true;
                last.run();
            }
        }
    }

    private static boolean busy(Throwable error) {
        return cause(error) instanceof GatewayException known && known.code().equals("OVERLOADED");
    }

    private static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
