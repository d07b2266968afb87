package io.genstream.trainer.kafka;

import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;

/** Tells an error of a cluster that is away for a while, which passes, from one that would come again. Stateless. */
public final class Outage {
    private Outage() {}

    public static boolean isBehind(Throwable error) {
        return causes(error).anyMatch(RetriableException.class::isInstance);
    }

    /** The error itself, then what is behind it. */
    public static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
    }
}
