package io.genstream.standalone.lifecycle;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks an HTTP health address until it answers 200, the way any load balancer would. */
public final class ReadinessProbe implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final HttpRequest request;
    private volatile boolean closed;

    public ReadinessProbe(URI health) {
        request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
    }

    /** Whether it became ready within the limit and before {@link #close}. */
    public boolean await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!closed && System.nanoTime() < deadline) {
            if (isReady()) {
                return true;
            }
            Thread.sleep(INTERVAL.toMillis());
        }
        return false;
    }

    /** Stops asking; may come from any thread. */
    @Override
    public void close() {
        closed = true;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }
}
