package io.genstream.gateway.rollout;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.views.LogEntry;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends a command and waits, without a thread, for the gate's decision on it. Thread-safe. */
public final class GateClient implements Consumer<LogEntry> {
    private static final int MAX_WAITING = 1_000;
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** The gate answers within a second; where it is down, 202 says that the command stands. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Function<RolloutChange, CompletableFuture<Void>> commands;
    private final Map<String, CompletableFuture<Optional<JsonObject>>> waiting = new ConcurrentHashMap<>();

    public GateClient(Function<RolloutChange, CompletableFuture<Void>> commands) {
        this.commands = commands;
    }

    /** The decision; empty where the gate was not heard in time, and the command stands. */
    CompletableFuture<Optional<JsonObject>> decide(RolloutChange change) {
        return decide(change.commandId(), () -> commands.apply(change));
    }

    /** The same for a command of another kind. */
    public CompletableFuture<Optional<JsonObject>> decide(String commandId, Supplier<CompletableFuture<Void>> send) {
        if (waiting.size() >= MAX_WAITING) {
            return CompletableFuture.failedFuture(GatewayException.retry(
                    503, "OVERLOADED", MAX_WAITING + " roll-out commands wait for the gate; try again", RETRY));
        }
        CompletableFuture<Optional<JsonObject>> decision = new CompletableFuture<>();
        waiting.put(commandId, decision); // before the command leaves: the gate may be quick
        var unused = send.get().whenComplete((sent, error) -> {
            if (error != null) {
                decision.completeExceptionally(error);
            }
        });
        return decision.completeOnTimeout(Optional.empty(), TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((decided, error) -> waiting.remove(commandId));
    }

    /** Called with every roll-out decision. */
    @Override
    public void accept(LogEntry entry) {
        CompletableFuture<Optional<JsonObject>> decision = waiting.get(entry.key());
        if (decision != null) {
            decision.complete(entry.value());
        }
    }
}
