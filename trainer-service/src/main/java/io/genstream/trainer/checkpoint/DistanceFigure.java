package io.genstream.trainer.checkpoint;

/**
 * One Fréchet distance of one version.
 *
 * @param protocol everything that two figures must share to be compared, the reference revision aside
 * @param revision of the reference data
 */
public record DistanceFigure(String version, String protocol, long revision, double value) {}
