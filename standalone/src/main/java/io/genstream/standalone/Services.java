package io.genstream.standalone;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.eval.EvalConfig;
import io.genstream.eval.EvalService;
import io.genstream.eval.extractor.ExtractorException;
import io.genstream.gateway.Gateway;
import io.genstream.gateway.GatewayConfig;
import io.genstream.gateway.PortInUseException;
import io.genstream.gateway.health.HealthCheck;
import io.genstream.inference.InferenceConfig;
import io.genstream.inference.InferenceService;
import io.genstream.operations.Tracing;
import io.genstream.schemas.KafkaConnection;
import io.genstream.standalone.demo.DemoImport;
import io.genstream.standalone.lifecycle.ParallelStart;
import io.genstream.standalone.lifecycle.ShutdownSequence;
import io.genstream.standalone.lifecycle.Stage;
import io.genstream.standalone.trainer.TrainerLaunch;
import io.genstream.standalone.trainer.TrainerProcess;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts the services side by side, by the constructors that their own mains use, with one metrics registry; the
 * gateway's readiness answers for those that share its JVM. Used once, by one thread.
 */
final class Services {
    private static final Optional<String> STARTING = Optional.of("starting");

    private final StandaloneConfig config;
    private final UpSettings settings;
    private final ShutdownSequence shutdown;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OpenTelemetrySdk telemetry;
    private final AtomicReference<InferenceService> inference = new AtomicReference<>();
    private final AtomicReference<EvalService> evaluation = new AtomicReference<>();

    Services(StandaloneConfig config, String bootstrapServers, ShutdownSequence shutdown) {
        this.config = config;
        this.settings = new UpSettings(config, bootstrapServers);
        settings.check();
        this.shutdown = shutdown;
        this.telemetry = shutdown.add(Stage.DIRECTORY, "tracing", Tracing.start("genstream"));
    }

    /** Returns when all run. */
    void start() {
        ParallelStart services = new ParallelStart(shutdown);
        // the child JVM takes longest, so it goes first
        services.start(Stage.INTAKE, "trainer", this::startTrainer);
        services.start(
                Stage.INTAKE,
                "gateway",
                () -> Gateway.start(GatewayConfig.of(settings.gateway()), registry, telemetry, healthChecks()));
        services.start(Stage.SERVICES, "inference", () -> {
            inference.set(InferenceService.start(InferenceConfig.of(settings.inference()), registry, telemetry));
            return inference.get();
        });
        services.start(Stage.SERVICES, "evaluation", () -> {
            evaluation.set(EvalService.start(EvalConfig.of(settings.eval()), registry));
            return evaluation.get();
        });
        if (config.demo()) {
            services.start(
                    Stage.INTAKE,
                    "demo import",
                    () -> DemoImport.start(KafkaConnection.single(settings.bootstrapServers())));
        }
        try {
            services.join();
        } catch (CompletionException e) {
            throw explained(e);
        }
    }

    private TrainerProcess startTrainer() {
        TrainerProcess trainer = TrainerProcess.start(
                TrainerLaunch.of(config.dataDirectory(), settings.trainer()),
                config.logDirectory().resolve("trainer.log"));
        FunctionCounter.builder("genstream.trainer.starts", trainer, TrainerProcess::starts)
                .description("launches of the trainer's JVM; more than one means that it died")
                .register(registry);
        return trainer;
    }

    private List<HealthCheck> healthChecks() {
        return List.of(
                new HealthCheck("inference", () -> Optional.ofNullable(inference.get())
                        .map(service -> problem(service.ready(), service.failure()))
                        .orElse(STARTING)),
                new HealthCheck("evaluation", () -> Optional.ofNullable(evaluation.get())
                        .map(service -> problem(service.ready(), service.failure()))
                        .orElse(STARTING)));
    }

    private static Optional<String> problem(boolean ready, Optional<Throwable> failure) {
        return failure.map(Throwable::toString).or(() -> ready ? Optional.empty() : Optional.of("not ready"));
    }

    private static RuntimeException explained(CompletionException e) {
        if (e.getCause() instanceof PortInUseException taken) {
            return new CommandException(
                    ExitCode.HTTP_PORT_TAKEN,
                    "port " + taken.port() + " was taken meanwhile: choose others with --port and --management-port",
                    taken);
        }
        if (e.getCause() instanceof ExtractorException wrong) {
            return new CommandException(ExitCode.USAGE, wrong.getMessage(), wrong);
        }
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }
}
