package io.genstream.trainer.kafka;

import org.apache.kafka.common.errors.RetriableException;

/** Tells an error of a cluster that is away for a while, which passes, from one that would come again. Stateless. */
public final class Outage {
    private Outage() {}

    public static boolean isBehind(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }
}
