package io.genstream.broker;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka halts its process on a fatal fault; here the process is also everyone else's, so the fault is kept and told
 * to the owner instead. Thread-safe; only the first fatal fault counts, later ones are its echoes.
 */
final class Faults {
    private static final Logger LOGGER = LoggerFactory.getLogger(Faults.class);

    private final AtomicReference<Throwable> first = new AtomicReference<>();
    private final Consumer<Throwable> listener;

    Faults(Consumer<Throwable> listener) {
        this.listener = listener;
    }

    Optional<Throwable> first() {
        return Optional.ofNullable(first.get());
    }

    FaultHandlerFactory factory() {
        return (name, fatal, action) -> (message, error) -> {
            IllegalStateException fault = new IllegalStateException(name + ": " + message, error);
            if (fatal) {
                report(fault);
            } else {
                LOGGER.warn("broker fault, not fatal", fault);
            }
            action.run();
            return fault;
        };
    }

    /**
     * Some paths, such as the loss of the only log directory, call Kafka's {@link Exit} directly. Its procedures are
     * the JVM's: the broker that started last hears of them, and they are never put back, because a late call
     * must not end the JVM either.
     */
    void redirectExit() {
        Exit.setHaltProcedure((status, message) -> report(exit("halt", status, message)));
        Exit.setExitProcedure((status, message) -> report(exit("exit", status, message)));
    }

    void report(Throwable fault) {
        if (first.compareAndSet(null, fault)) {
            LOGGER.error("the embedded broker failed and must be restarted", fault);
            listener.accept(fault);
        }
    }

    private static IllegalStateException exit(String kind, int status, String message) {
        return new IllegalStateException("Kafka asked to " + kind + " with status " + status + ": " + message);
    }
}
