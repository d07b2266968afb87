package io.genstream.gateway.deletion;

import io.genstream.gateway.error.GatewayException;
import java.util.function.BooleanSupplier;

/** Waits a moment for this gateway's own views, so that whoever lists next does not find what is gone. Blocks. */
final class Seen {
    private static final int TRIES = 250;
    private static final long TRY_MS = 20;

    private Seen() {}

    static void await(BooleanSupplier gone) {
        for (int i = 0; i < TRIES && !gone.getAsBoolean(); i++) {
            try {
                Thread.sleep(TRY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw GatewayException.of(503, "STOPPING", "The gateway stops; what was to be deleted is");
            }
        }
    }
}
