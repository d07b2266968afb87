package io.genstream.inference.version;

/** An opened generator: what workers run. Thread-safe. */
public interface ImageModel extends AutoCloseable {
    /**
     * @param conditions one row a latent; empty rows for an unconditional model
     * @return RAW pictures in the order of the latents
     */
    byte[][] generate(float[][] latents, float[][] conditions);

    /** The one really in use, not the one wished for. */
    String executionProvider();

    @Override
    void close();
}
