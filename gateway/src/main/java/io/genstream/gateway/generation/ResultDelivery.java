package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.generation.ResultForms.PictureEncoding;
import io.genstream.gateway.http.Responses;
import io.genstream.gateway.http.WorkerPool;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes answers: takes the next images, has them encoded, writes them, and goes on when the socket has taken them. The forms of
 * one piece (JSON, a contact sheet) take all images first and are written at once. Called on event loops.
 */
final class ResultDelivery {
    private static final Duration RETRY = Duration.ofSeconds(2);
    /** A client that takes nothing for so long is gone. */
    private static final long STALL_MS = 60_000;

    private static final long BUSY_MS = 50;

    private final ResultForms forms;
    private final WorkerPool workers;
    private final RequestTelemetry telemetry;
    private final GenerationLimits limits;
    private final BiConsumer<String, List<MadeBatch>> collected;
    private final AtomicInteger streams = new AtomicInteger();

    /** @param collected told of the whole result that an answer of one piece was made from */
    ResultDelivery(
            ResultForms forms,
            WorkerPool workers,
            RequestTelemetry telemetry,
            GenerationLimits limits,
            BiConsumer<String, List<MadeBatch>> collected,
            MeterRegistry registry) {
        this.forms = forms;
        this.workers = workers;
        this.telemetry = telemetry;
        this.limits = limits;
        this.collected = collected;
        registry.gauge("genstream.gateway.streams", List.of(), streams, AtomicInteger::get);
    }

    /** What is asked for, and how pictures in JSON are encoded. */
    record Form(String type, PictureEncoding encoding) {
        boolean streamed() {
            return ResultForms.streamed(type);
        }
    }

    /**
     * How long a client waits.
     *
     * @param time to the first byte; zero: for ever, since the result is being read already
     * @param notYet answers when the time is over
     * @param gone told when the client left
     */
    record Wait(Duration time, Runnable notYet, Runnable gone) {}

    /**
     * Makes room for one more answer that is written piece by piece. Comes before the request is made.
     *
     * @throws GatewayException 503 where there is none
     */
    void admit(RoutingContext ctx, Form form) {
        if (!form.streamed()) {
            return;
        }
        if (streams.incrementAndGet() > limits.streams()) {
            streams.decrementAndGet();
            throw GatewayException.retry(
                    503,
                    "OVERLOADED",
                    limits.streams() + " answers are being streamed (streams.max); try again",
                    RETRY);
        }
        ctx.addEndHandler(ended -> streams.decrementAndGet());
    }

    void deliver(RoutingContext ctx, BatchSource source, Form form, Wait wait) {
        new Answer(ctx, source, form).start(wait);
    }

    /** One answer. Confined to the request's event loop, but for its writer, which one worker at a time uses. */
    private final class Answer {
        private final RoutingContext ctx;
        private final BatchSource source;
        private final Form form;
        private final List<MadeBatch> images = new ArrayList<>();
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private ResultWriter writer;
        private long timer = -1;
        private boolean over;

        Answer(RoutingContext ctx, BatchSource source, Form form) {
            this.ctx = ctx;
            this.source = source;
            this.form = form;
        }

        void start(Wait wait) {
            if (!wait.time().isZero()) {
                timer = ctx.vertx().setTimer(wait.time().toMillis(), expired -> finish(wait.notYet()));
            }
            ctx.response().closeHandler(closed -> finish(wait.gone()));
            next();
        }

        private void next() {
            await(source.next(), this::take, this::fail);
        }

        private void take(Optional<MadeBatch> batch) {
            batch.ifPresent(images::add);
            if (form.streamed()) {
                stopTimer(); // it bounds the time to the first images only
                encode(batch.isEmpty());
            } else if (batch.isEmpty()) {
                encode(true);
            } else if (fits(batch.get())) {
                next();
            }
        }

        private boolean fits(MadeBatch batch) {
            long bytes = batch.requestImages() * batch.imageBytes();
            if (bytes > limits.responseBytes()) {
                fail(GatewayException.of(
                        422,
                        "RESULT_TOO_LARGE",
                        "The images of request " + batch.requestId() + " take " + bytes
                                + " bytes, too much for one document; GET them as " + ResultForms.TAR));
            }
            return !over;
        }

        private void encode(boolean last) {
            await(
                    workers.submit(() -> form.streamed() ? bytes(last) : telemetry.rendered(() -> bytes(last))),
                    bytes -> write(bytes, last),
                    error -> {
                        if (form.streamed() && busy(error)) {
                            ctx.vertx().setTimer(BUSY_MS, again -> encode(last));
                        } else {
                            fail(error);
                        }
                    });
        }

        private Buffer bytes(boolean last) {
            try {
                if (writer == null) {
                    writer = forms.open(form.type(), form.encoding(), images.get(0), out);
                }
                if (!form.streamed()) {
                    collected.accept(images.get(0).requestId(), List.copyOf(images));
                }
                for (MadeBatch batch : images) {
                    writer.write(batch);
                }
                images.clear();
                if (last) {
                    writer.end();
                }
                Buffer ready = Buffer.buffer(out.toByteArray());
                out.reset();
                return ready;
            } catch (IOException e) {
                throw new UncheckedIOException("memory does not fail", e);
            }
        }

        private void write(Buffer bytes, boolean last) {
            stopTimer();
            HttpServerResponse response = ctx.response();
            if (!response.headWritten()) {
                response.setStatusCode(200)
                        .setChunked(!last)
                        .putHeader("Content-Type", form.type())
                        .putHeader("Cache-Control", "no-store")
                        .putHeader("Vary", "Accept, Prefer");
            }
            over = last;
            Future<Void> written = last ? response.end(bytes) : response.write(bytes);
            if (form.streamed()) {
                long stall = ctx.vertx()
                        .setTimer(
                                STALL_MS, expired -> ctx.request().connection().close());
                written.onComplete(done -> ctx.vertx().cancelTimer(stall));
            }
            written.onSuccess(done -> {
                if (!over) {
                    next();
                }
            });
        }

        private <T> void await(CompletionStage<T> stage, Consumer<T> then, Consumer<Throwable> otherwise) {
            Responses.awaiting(ctx, stage).onComplete(done -> {
                if (over) {
                    return;
                }
                if (done.succeeded()) {
                    then.accept(done.result());
                } else {
                    otherwise.accept(done.cause());
                }
            });
        }

        private void stopTimer() {
            boolean unused = ctx.vertx().cancelTimer(timer);
        }

        private void fail(Throwable error) {
            finish(() -> ctx.fail(error));
        }

        private void finish(Runnable last) {
            if (!over) {
                over = true;
                stopTimer();
                last.run();
            }
        }
    }

    private static boolean busy(Throwable error) {
        return error instanceof GatewayException known && known.code().equals("OVERLOADED");
    }
}
