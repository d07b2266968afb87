package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.views.ModelRegistry;
import io.genstream.gateway.views.ModelVersion;
import io.genstream.gateway.views.Rollout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** Binds a request to a version when it is accepted. Thread-safe. */
final class VersionResolver {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int PERCENT = 100;
    private static final int NAMED = 10;

    private final ModelRegistry models;

    VersionResolver(ModelRegistry models) {
        this.models = models;
    }

    /** @throws GatewayException naming what there is, where the model or the version does not exist or is not rolled out */
    ModelVersion resolve(String model, Optional<String> version, String requestId) {
        if (models.versions(model).stream().noneMatch(ModelVersion::generator)) {
            throw modelNotFound(model);
        }
        String chosen = version.or(() -> models.rollout(model).flatMap(r -> share(r, requestId)))
                .orElseThrow(() -> GatewayException.retry(
                        503,
                        "MODEL_NOT_ROLLED_OUT",
                        "No version of model " + model + " is rolled out yet; wait for the gate, or name a version",
                        RETRY));
        ModelVersion found = models.version(model, chosen).orElseThrow(() -> versionNotFound(model, chosen));
        if (!found.generator()) {
            throw GatewayException.of(
                    422, "NOT_A_GENERATOR", "Version " + chosen + " of model " + model + " does not make images");
        }
        return found;
    }

    /** The stable version or the canary, by the request's id, so that a repeat gets the same. */
    static Optional<String> share(Rollout rollout, String requestId) {
        boolean canary = rollout.canary().isPresent() && bucket(requestId) < rollout.canaryPercent();
        return canary ? rollout.canary() : rollout.stable();
    }

    /** 0 to 99. */
    static int bucket(String requestId) {
        CRC32 hash = new CRC32();
        hash.update(requestId.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % PERCENT);
    }

    private GatewayException modelNotFound(String model) {
        List<String> known = models.generators();
        return GatewayException.of(
                404,
                "MODEL_NOT_FOUND",
                "There is no model " + model + " that makes images; "
                        + (known.isEmpty() ? "there is none yet" : "there are " + String.join(", ", known)));
    }

    private GatewayException versionNotFound(String model, String version) {
        List<String> known = models.versions(model).stream()
                .map(ModelVersion::version)
                .limit(NAMED)
                .toList();
        return GatewayException.of(
                404,
                "VERSION_NOT_FOUND",
                "Model " + model + " has no version " + version + "; its newest are " + String.join(", ", known));
    }
}
