package io.genstream.inference.version.kafka;

import io.genstream.inference.request.InferenceMetrics;
import io.genstream.inference.request.InferenceMetrics.Stage;
import io.genstream.inference.version.KnownVersion;
import io.genstream.inference.version.VersionPool;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.generator.Generator;
import io.genstream.schemas.ArtifactReader;

/** Reads a generator's bytes from the artifacts topic (whose reader checks the hash), opens it and warms it up. */
public final class ArtifactVersionLoader implements VersionPool.Loader {
    private final ArtifactReader artifacts;
    private final RuntimeOptions options;
    private final InferenceMetrics metrics;

    public ArtifactVersionLoader(ArtifactReader artifacts, RuntimeOptions options, InferenceMetrics metrics) {
        this.artifacts = artifacts;
        this.options = options;
        this.metrics = metrics;
    }

    @Override
    public Generator load(KnownVersion version) {
        long started = System.nanoTime();
        byte[] onnx = artifacts.read(version.generator().orElseThrow());
        Generator generator = Generator.open(onnx, version.card(), options);
        try {
            generator.warmUp();
        } catch (RuntimeException e) {
            generator.close();
            throw e;
        }
        metrics.stage(Stage.LOAD, System.nanoTime() - started);
        return generator;
    }
}
