package io.genstream.gateway;

import io.genstream.gateway.error.ProblemHandler;
import io.genstream.gateway.health.HealthRoutes;
import io.genstream.gateway.http.Listener;
import io.genstream.gateway.http.RequestMetrics;
import io.genstream.gateway.http.SecurityHeaders;
import io.genstream.gateway.http.StaticPages;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway: HTTP, WebSocket and dashboard in front of the topics. This class wires it.
 *
 * <p>Thread-safe once started; {@link GatewayMain} and {@code standalone} start it.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Gateway.class);
    private static final int CLOSE_SECONDS = 3;

    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private HttpServer api;
    private HttpServer management;

    private Gateway() {}

    /**
     * Returns once both ports listen; the views catch up meanwhile, and /ready says when they have.
     *
     * @param others conditions of being ready beside the gateway's own
     * @throws PortInUseException if another process has one of the ports
     * @throws io.genstream.schemas.TopicException if the brokers cannot be reached
     */
    public static Gateway start(GatewayConfig config, PrometheusMeterRegistry registry, List<HealthCheck> others) {
        Gateway gateway = new Gateway();
        try {
            gateway.open(config, registry, others);
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private void open(GatewayConfig config, PrometheusMeterRegistry registry, List<HealthCheck> others) {
        TopicCreator.ensure(config.kafka(), Topics.all());
        Vertx vertx = Vertx.vertx();
        closeables.push(() -> await(vertx.close().toCompletionStage().toCompletableFuture()));
        Router router = Router.router(vertx);
        ProblemHandler.install(router);
        router.route().handler(new RequestMetrics(registry)).handler(new SecurityHeaders());
        HealthRoutes health = new HealthRoutes(List.of(), others);
        health.mountApi(router);
        StaticPages.mount(router);
        Router managementRouter = Router.router(vertx);
        ProblemHandler.install(managementRouter);
        health.mountManagement(managementRouter, registry);
        management = listen(vertx, managementRouter, config.host(), config.managementPort(), GatewayKeys.MANAGEMENT_PORT);
        api = listen(vertx, router, config.host(), config.port(), GatewayKeys.PORT);
    }

    private static HttpServer listen(Vertx vertx, Router router, String host, int port, String key) {
        try {
            return Listener.open(vertx, router, host, port);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BindException) {
                throw new PortInUseException(key, port, e.getCause());
            }
            throw new IllegalStateException("Cannot listen on " + host + ":" + port + ": " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Listening on " + host + ":" + port + " took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", e);
        }
    }

    /** The port that the API listens on: another one than configured where that is 0. */
    public int port() {
        return api.actualPort();
    }

    /** The port of /metrics, /healthy and /ready. */
    public int managementPort() {
        return management.actualPort();
    }

    @Override
    public void close() {
        while (!closeables.isEmpty()) {
            AutoCloseable closeable = closeables.pop();
            try {
                closeable.close();
            } catch (Exception e) {
                LOGGER.warn("While stopping the gateway: {}", e.toString());
            }
        }
    }

    private static void await(java.util.concurrent.CompletableFuture<?> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        Object unused = future.get(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
