package io.genstream.cli.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures that inference makes in a second, from its counter on the management port; NaN where that cannot be read. A thread of its
 * own asks; {@link #get} may be called from any.
 */
final class ServingRate implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Pattern IMAGES =
            Pattern.compile("^genstream_inference_images_total\\{[^}]*} (\\S+)$", Pattern.MULTILINE);
    private static final double NS_PER_SECOND = 1e9;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(INTERVAL).build();
    private final HttpRequest request;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "serving-rate");
        thread.setDaemon(true);
        return thread;
    });
    private double images = Double.NaN;
    private long at;
    private volatile double rate = Double.NaN;

    ServingRate(URI management) {
        this.request = HttpRequest.newBuilder(management.resolve("/metrics"))
                .timeout(INTERVAL)
                .build();
    }

    void start() {
        var unusedUntilClose = timer.scheduleWithFixedDelay(this::ask, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    double get() {
        return rate;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void ask() {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            double now = total(response.body());
            long time = System.nanoTime();
            rate = (now - images) / ((time - at) / NS_PER_SECOND);
            images = now;
            at = time;
        } catch (IOException e) {
            images = Double.NaN;
            rate = Double.NaN; // no such port, or nobody there
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** NaN if this process does no inference. */
    static double total(String metrics) {
        Matcher matcher = IMAGES.matcher(metrics);
        double sum = Double.NaN;
        while (matcher.find()) {
            sum = (Double.isNaN(sum) ? 0 : sum) + Double.parseDouble(matcher.group(1));
        }
        return sum;
    }
}
