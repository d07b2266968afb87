package io.genstream.trainer.run;

import io.genstream.model.onnx.OnnxRuntime;
import io.genstream.trainer.run.RunCoordinator.Assignment;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that trains, one run at a time: the native engine keeps its number of threads per calling thread, and two
 * runs at once on the same cores would both be slower. An Error ends it; {@link #failure} then tells.
 */
public final class TrainingThread implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TrainingThread.class);
    private static final long RETRY_MS = 1_000;
    /**
     * Compiling a network's TorchScript recurses deeply in native code. On the JVM's usual 1 MiB the process dies of
     * SIGSEGV without a word.
     */
    private static final long STACK_BYTES = 16L << 20;

    private final RunCoordinator coordinator;
    private final RunExecution execution;
    private final Duration closePatience;
    private final Thread thread;
    private volatile boolean closing;
    private volatile Throwable failure;

    private TrainingThread(RunPorts ports, RunTimings timings, RunCoordinator coordinator, Duration closePatience) {
        this.coordinator = coordinator;
        this.execution = new RunExecution(ports, timings, coordinator);
        this.closePatience = closePatience;
        this.thread = new Thread(null, this::run, "training", STACK_BYTES);
        thread.setDaemon(true);
    }

    /** @param closePatience how long {@link #close} waits for a last step and checkpoint */
    public static TrainingThread start(
            RunPorts ports, RunTimings timings, RunCoordinator coordinator, Duration closePatience) {
        TrainingThread training = new TrainingThread(ports, timings, coordinator, closePatience);
        training.thread.start();
        return training;
    }

    /** Why training stopped for good, if it did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private void run() {
        try {
            OnnxRuntime onnx = OnnxRuntime.load(); // before it is needed: a stop in the first seconds still exports
            LOGGER.debug("Exports are checked with ONNX Runtime {}", onnx.version());
            while (!closing) {
                next();
            }
        } catch (InterruptedException e) {
            LOGGER.debug("Training was interrupted", e);
        } catch (Throwable e) { // an Error of the engine must reach whoever watches this service
            failure = e;
            LOGGER.error("Training stopped for good: {}; restart the service", e.toString(), e);
        }
    }

    private void next() throws InterruptedException {
        Optional<Assignment> assignment = Optional.empty();
        try {
            assignment = coordinator.take();
            if (assignment.isPresent()) {
                Outcome outcome = execution.execute(assignment.get());
                finish(assignment.get().run().runId(), outcome);
            }
        } catch (RunLogException e) {
            LOGGER.warn("Trying again in {} ms: {}", RETRY_MS, e.getMessage());
            if (assignment.isPresent()) {
                finish(assignment.get().run().runId(), Outcome.released());
            }
            Thread.sleep(RETRY_MS);
        }
    }

    /** An end that is not written down would train the run again, so this insists until the service closes. */
    private void finish(String runId, Outcome outcome) throws InterruptedException {
        while (true) {
            try {
                coordinator.finish(runId, outcome);
                return;
            } catch (RunLogException e) {
                LOGGER.warn("Run {} is {} but not written down yet: {}", runId, outcome.kind(), e.getMessage());
                if (closing) {
                    return;
                }
                Thread.sleep(RETRY_MS);
            }
        }
    }

    /** The coordinator must have been closed first: it parks the run. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(closePatience.toMillis());
            if (thread.isAlive()) {
                LOGGER.warn("No last checkpoint: training did not let go within {} ms", closePatience.toMillis());
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
