package io.genstream.standalone.trainer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainer in a JVM of its own, because a native abort must not take the broker along: started again with growing
 * waits when it dies, its output kept in a file, its warnings repeated in our log. It ends with this process however
 * that ends, since it watches its standard input. One supervisor thread; {@link #close} may come from any.
 */
public final class TrainerProcess implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TrainerProcess.class);
    private static final long LOG_LIMIT_BYTES = 16L << 20;
    /** For the checkpoint of its last step; below the deadline of {@code Stage.INTAKE}. */
    private static final Duration PATIENCE = Duration.ofMillis(2_000);

    private static final Duration JOIN_WAIT = Duration.ofMillis(200);
    private static final Pattern NOTABLE = Pattern.compile(
            "^\\S+ (WARN|ERROR) .*|^\\{.*\"level\":\"(WARN|ERROR)\".*|^(Exception in thread|# A fatal error).*");

    private final ChildJvm jvm;
    private final Path logFile;
    private final Backoff backoff;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicInteger starts = new AtomicInteger();
    private final Thread supervisor;
    private volatile Process current;

    private TrainerProcess(ChildJvm jvm, Path logFile, Backoff backoff) {
        this.jvm = jvm;
        this.logFile = logFile;
        this.backoff = backoff;
        this.supervisor = new Thread(this::supervise, "trainer-supervisor");
        supervisor.setDaemon(true);
    }

    /** Launches the child and keeps it alive until {@link #close}. */
    public static TrainerProcess start(ChildJvm jvm, Path logFile) {
        return start(jvm, logFile, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(2)));
    }

    static TrainerProcess start(ChildJvm jvm, Path logFile, Backoff backoff) {
        TrainerProcess trainer = new TrainerProcess(jvm, logFile, backoff);
        trainer.supervisor.start();
        return trainer;
    }

    /** How often the child was launched. */
    public int starts() {
        return starts.get();
    }

    /** The child that runs now, or the last one. */
    Process current() {
        return current;
    }

    /** Ends the child: by the end of its input, at last by KILL. */
    @Override
    public void close() {
        stopping.countDown();
        Process child;
        synchronized (this) {
            child = current;
        }
        try {
            if (child != null) {
                end(child);
            }
            supervisor.join(JOIN_WAIT.toMillis());
        } catch (InterruptedException e) {
            if (child != null) {
                child.destroyForcibly();
            }
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Process child) throws InterruptedException {
        try {
            child.getOutputStream().close();
        } catch (IOException e) {
            LOGGER.debug("the trainer's input was closed already", e);
        }
        if (!child.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.warn("the trainer did not stop when asked and is killed");
            child.destroyForcibly();
        }
    }

    private void supervise() {
        int failures = 0;
        try (RollingLog log = new RollingLog(logFile, LOG_LIMIT_BYTES)) {
            while (!isStopping()) {
                long start = System.nanoTime();
                int status = runOnce(log);
                if (isStopping()) {
                    return;
                }
                failures = backoff.failuresAfter(failures, Duration.ofNanos(System.nanoTime() - start));
                Duration wait = backoff.waitAfter(failures);
                LOGGER.warn("trainer ended with status {}, again in {} ms; see {}", status, wait.toMillis(), logFile);
                if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (IOException e) {
            LOGGER.error("the trainer cannot be supervised and stays down; check {}", logFile, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int runOnce(RollingLog log) throws IOException, InterruptedException {
        Process child;
        synchronized (this) {
            if (isStopping()) {
                return 0;
            }
            child = jvm.launch();
            current = child;
        }
        starts.incrementAndGet();
        LOGGER.debug("trainer runs as process {}", child.pid());
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                relay(line, log);
            }
        } catch (IOException e) {
            LOGGER.debug("the trainer's output ended", e);
        }
        return child.waitFor();
    }

    private static void relay(String line, RollingLog log) {
        try {
            log.write(line);
        } catch (IOException e) {
            LOGGER.debug("the trainer's log cannot be written", e);
        }
        if (NOTABLE.matcher(line).matches()) {
            LOGGER.warn("trainer: {}", line);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
