package io.genstream.model.generator;

/** Whatever makes pictures of latents; {@link Generator} is the one that serves, tests bring others. Thread-safe. */
public interface ImageModel extends AutoCloseable {
    /**
     * @param conditions one row a latent; empty rows for an unconditional model
     * @return pictures in the order of the latents
     */
    GeneratedImages generate(float[][] latents, float[][] conditions);

    /** The one really in use, not the one wished for; for instance CPUExecutionProvider. */
    String executionProvider();

    @Override
    void close();
}
