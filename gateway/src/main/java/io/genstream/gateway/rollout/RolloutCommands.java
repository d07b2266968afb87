package io.genstream.gateway.rollout;

import java.util.concurrent.CompletableFuture;

/** Where commands to the gate go. Does not block. */
public interface RolloutCommands {
    /** Completes when the command is stored. */
    CompletableFuture<Void> send(RolloutChange change);
}
