package io.genstream.trainer.dataset.cache;

import java.nio.file.Path;

/**
 * Where the pictures of a run are held.
 *
 * @param directory of cached pictures
 * @param maxFileBytes of all cached pictures together
 * @param threads that make batches ready
 */
public record CacheSettings(Path directory, long maxFileBytes, int threads) {}
