package io.genstream.trainer.export;

/**
 * A model file that passed {@link ParityCheck}.
 *
 * @param largestDifference from the engine, over the outputs of the probe and before any conversion to bytes
 */
public record VerifiedOnnx(byte[] file, double largestDifference) {}
