package io.genstream.gateway.datasets.upload;

/**
 * Limits of what is done to data sets.
 *
 * @param uploads at once, deletions and revisions among them; beyond: 503
 * @param pictureBytes of one PNG or JPEG file
 * @param records that the gateway remembers of the data sets in use
 */
public record DatasetLimits(int uploads, int pictureBytes, int records) {}
