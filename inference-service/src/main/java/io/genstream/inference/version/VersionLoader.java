package io.genstream.inference.version;

import io.genstream.model.generator.ImageModel;

/** Brings a version into memory, checked and warmed up. Called on the loader's thread; throws on anything wrong. */
@FunctionalInterface
public interface VersionLoader {
    ImageModel load(KnownVersion version);
}
