package io.genstream.gateway.runs;

import java.util.concurrent.CompletableFuture;

/** Where commands to trainers go. Does not block. */
public interface RunCommands {
    /** Completes when the command is stored. */
    CompletableFuture<Void> send(RunOrder order);
}
