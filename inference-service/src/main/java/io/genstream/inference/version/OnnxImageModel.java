package io.genstream.inference.version;

import io.genstream.model.generator.Generator;

/** The real {@link ImageModel}: ONNX Runtime behind the model card. */
public final class OnnxImageModel implements ImageModel {
    private final Generator generator;

    public OnnxImageModel(Generator generator) {
        this.generator = generator;
    }

    @Override
    public byte[][] generate(float[][] latents, float[][] conditions) {
        return generator.generate(latents, conditions).images();
    }

    @Override
    public String executionProvider() {
        return generator.executionProvider();
    }

    @Override
    public void close() {
        generator.close();
    }
}
