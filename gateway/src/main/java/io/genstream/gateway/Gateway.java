package io.genstream.gateway;

import io.genstream.gateway.datasets.kafka.DatasetEraser;
import io.genstream.gateway.datasets.upload.DatasetRoutes;
import io.genstream.gateway.deletion.DatasetDeletionRoute;
import io.genstream.gateway.deletion.ModelDeletionRoutes;
import io.genstream.gateway.error.ProblemHandler;
import io.genstream.gateway.generation.GenerationRoutes;
import io.genstream.gateway.generation.RequestTelemetry;
import io.genstream.gateway.generation.kafka.ContainerWriter;
import io.genstream.gateway.health.HealthCheck;
import io.genstream.gateway.health.HealthRoutes;
import io.genstream.gateway.http.BodyReader;
import io.genstream.gateway.http.Listener;
import io.genstream.gateway.http.RequestMetrics;
import io.genstream.gateway.http.SecurityHeaders;
import io.genstream.gateway.http.StaticPages;
import io.genstream.gateway.rollout.RolloutRoutes;
import io.genstream.gateway.runs.RecipeRoutes;
import io.genstream.gateway.runs.RunRoutes;
import io.genstream.gateway.stream.StreamRoutes;
import io.genstream.gateway.views.EvaluationRoutes;
import io.genstream.gateway.views.ModelRoutes;
import io.genstream.operations.RunningService;
import io.genstream.operations.ServiceSettings;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway: HTTP, WebSocket and dashboard in front of the topics. This class wires it.
 *
 * <p>Thread-safe once started; {@link GatewayMain} and {@code standalone} start it.
 */
public final class Gateway implements RunningService {
    private static final Logger LOGGER = LoggerFactory.getLogger(Gateway.class);
    private static final int CLOSE_SECONDS = 3;
    private static final long SWEEP_MS = 500;

    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private List<Route> routes = List.of();
    private HttpServer api;
    private HttpServer management;
    private HealthRoutes health;

    private Gateway() {}

    /**
     * Returns once its ports listen; the views catch up meanwhile, and /ready says when they have.
     *
     * @param telemetry where spans of requests go
     * @param others conditions of being ready beside the gateway's own
     * @throws PortInUseException if another process has one of the ports
     * @throws io.genstream.schemas.TopicException if the brokers cannot be reached
     */
    public static Gateway start(
            GatewayConfig config, PrometheusMeterRegistry registry, OpenTelemetry telemetry, List<HealthCheck> others) {
        Gateway gateway = new Gateway();
        try {
            gateway.open(config, registry, telemetry, others);
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private void open(
            GatewayConfig config, PrometheusMeterRegistry registry, OpenTelemetry telemetry, List<HealthCheck> others) {
        TopicCreator.ensure(config.kafka(), Topics.all());
        Vertx vertx = Vertx.vertx();
        AutoCloseable unused =
                closing(() -> await(vertx.close().toCompletionStage().toCompletableFuture()));
        Clock clock = Clock.systemUTC();
        RequestTelemetry requests = new RequestTelemetry(telemetry, registry, clock);
        KafkaComponents log = closing(KafkaComponents.open(config, requests, registry, clock));
        vertx.setPeriodic(SWEEP_MS, tick -> log.generation.sweep());
        health = new HealthRoutes(log.liveness(), concat(log.readiness(), others));
        Router router = Router.router(vertx);
        ProblemHandler.install(router);
        router.route().handler(new RequestMetrics(registry)).handler(new SecurityHeaders());
        if (!config.corsOrigins().isEmpty()) {
            router.route().handler(cors(config.corsOrigins()));
        }
        mountApi(router, config, registry, log);
        health.mountApi(router);
        StaticPages.mount(router);
        routes = router.getRoutes();
        api = listen(vertx, router, config.host(), config.port(), GatewayConfig.PORT);
        if (config.managementPort().isPresent()) { // last: who hears from it that all is ready asks the API at once
            Router managementRouter = Router.router(vertx);
            ProblemHandler.install(managementRouter);
            health.mountManagement(managementRouter, registry);
            int port = config.managementPort().get();
            management = listen(vertx, managementRouter, config.host(), port, ServiceSettings.MANAGEMENT_PORT);
        }
    }

    private static void mountApi(
            Router router, GatewayConfig config, PrometheusMeterRegistry registry, KafkaComponents log) {
        BodyReader bodies = new BodyReader(config.generation().bodyBytes());
        Supplier<String> ids = () -> UUID.randomUUID().toString();
        new GenerationRoutes(
                        config.generation(),
                        log.generation,
                        log.views.models(),
                        log.workers,
                        registry,
                        Clock.systemUTC(),
                        ids,
                        new SecureRandom()::nextLong,
                        ContainerWriter::new,
                        log.telemetry,
                        log::notReady)
                .mount(router);
        new RolloutRoutes(log.views, log.gate, bodies, ids).mount(router);
        new ModelRoutes(log.views, log.artifacts(), log.workers).mount(router);
        new ModelDeletionRoutes(log.views, log.eraser(), log.withdrawal(ids), log.workers, registry).mount(router);
        DatasetEraser eraser = new DatasetEraser(log.datasetLog, Clock.systemUTC());
        new DatasetDeletionRoute(log.views, eraser, log.uploads, registry).mount(router);
        new EvaluationRoutes(log.views).mount(router);
        new RecipeRoutes(log.views.recipes()).mount(router);
        new RunRoutes(log.views, log.commands::run, bodies, ids, run -> log.hub.history("training-progress", run))
                .mount(router);
        new DatasetRoutes(
                        config.datasets(),
                        log.datasetLog,
                        log.views.datasets(),
                        log.uploads,
                        bodies,
                        registry,
                        Clock.systemUTC())
                .mount(router);
        new StreamRoutes(log.hub, config.stream(), config.corsOrigins(), registry).mount(router);
    }

    @Override
    public boolean ready() {
        return health.ready();
    }

    @Override
    public Optional<Throwable> failure() {
        return health.failure().map(IllegalStateException::new);
    }

    private static CorsHandler cors(List<String> origins) {
        CorsHandler handler = CorsHandler.create()
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE))
                .allowedHeaders(Set.of("Content-Type", "Accept", "Prefer", "Idempotency-Key", "If-Match"))
                .exposedHeaders(Set.of("Location", "ETag", "Retry-After", "Preference-Applied"));
        origins.forEach(handler::addOrigin);
        return handler;
    }

    private static List<HealthCheck> concat(List<HealthCheck> own, List<HealthCheck> others) {
        List<HealthCheck> all = new ArrayList<>(own);
        all.addAll(others);
        return all;
    }

    private <C extends AutoCloseable> C closing(C closeable) {
        closeables.push(closeable);
        return closeable;
    }

    private static HttpServer listen(Vertx vertx, Router router, String host, int port, String key) {
        try {
            return Listener.open(vertx, router, host, port);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BindException) {
                throw new PortInUseException(key, port, e.getCause());
            }
            throw new IllegalStateException(
                    "Cannot listen on " + host + ":" + port + ": "
                            + e.getCause().getMessage(),
                    e);
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

    /** The port of /metrics, /healthy and /ready; asked of a gateway that has one. */
    public int managementPort() {
        return management.actualPort();
    }

    /** "METHOD /path" of every route of the API, for the test that /openapi.yaml describes them all. */
    public Set<String> routes() {
        Set<String> all = new TreeSet<>();
        for (Route route : routes) {
            if (route.getPath() != null && route.methods() != null) {
                route.methods().forEach(method -> all.add(method.name() + " " + route.getPath()));
            }
        }
        return all;
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
