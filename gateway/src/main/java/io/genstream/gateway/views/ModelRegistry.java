package io.genstream.gateway.views;

import io.genstream.gateway.error.GatewayException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which versions there are, and which are rolled out. Bounded by the number of versions: beyond it the lowest version of the
 * model that has most is forgotten and counted. Written by followers, read by event loops. Thread-safe.
 */
public final class ModelRegistry {
    private final int limit;
    private final Counter forgotten;
    private final TreeMap<String, TreeMap<String, ModelVersion>> models = new TreeMap<>();
    private final TreeMap<String, Rollout> rollouts = new TreeMap<>();
    private int versions;

    public ModelRegistry(int limit, MeterRegistry registry) {
        this.limit = limit;
        this.forgotten = registry.counter("genstream.gateway.view.forgotten", "view", "checkpoints");
    }

    public synchronized void put(ModelVersion version) {
        TreeMap<String, ModelVersion> ofModel = models.computeIfAbsent(version.model(), m -> new TreeMap<>());
        if (ofModel.put(version.version(), version) == null && ++versions > limit) {
            forgetOne();
        }
    }

    public synchronized void remove(String model, String version) {
        TreeMap<String, ModelVersion> ofModel = models.get(model);
        if (ofModel != null && ofModel.remove(version) != null) {
            versions--;
            if (ofModel.isEmpty()) {
                models.remove(model);
            }
        }
    }

    public synchronized void put(Rollout rollout) {
        rollouts.put(rollout.model(), rollout);
        if (rollouts.size() > limit) {
            rollouts.pollFirstEntry();
            forgotten.increment();
        }
    }

    public synchronized void removeRollout(String model) {
        rollouts.remove(model);
    }

    /** Names of models in alphabetical order. */
    public synchronized List<String> names() {
        return List.copyOf(models.keySet());
    }

    /** The name itself where there is such a model; 404 otherwise. */
    public String require(String model) {
        List<String> known = names();
        if (!known.contains(model)) {
            throw GatewayException.of(
                    404, "MODEL_NOT_FOUND", "There is no model " + model + "; there are " + String.join(", ", known));
        }
        return model;
    }

    /** The version where there is such a one; 404 otherwise. */
    public ModelVersion require(String model, String version) {
        String known = require(model);
        return version(known, version)
                .orElseThrow(() -> GatewayException.of(
                        404,
                        "VERSION_NOT_FOUND",
                        "Model " + model + " has no version " + version + ", or it was deleted"));
    }

    /** Names of models that images can be asked of. */
    public synchronized List<String> generators() {
        return models.entrySet().stream()
                .filter(model -> model.getValue().values().stream().anyMatch(ModelVersion::generator))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /** Versions of a model, newest first. */
    public synchronized List<ModelVersion> versions(String model) {
        TreeMap<String, ModelVersion> ofModel = models.get(model);
        return ofModel == null ? List.of() : List.copyOf(ofModel.descendingMap().values());
    }

    public synchronized Optional<ModelVersion> version(String model, String version) {
        return Optional.ofNullable(models.get(model)).map(ofModel -> ofModel.get(version));
    }

    public synchronized Optional<Rollout> rollout(String model) {
        return Optional.ofNullable(rollouts.get(model));
    }

    private void forgetOne() {
        TreeMap<String, ModelVersion> largest = models.values().stream()
                .max((a, b) -> Integer.compare(a.size(), b.size()))
                .orElseThrow();
        largest.pollFirstEntry();
        versions--;
        forgotten.increment();
    }
}
