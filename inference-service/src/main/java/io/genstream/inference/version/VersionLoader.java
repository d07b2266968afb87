package io.genstream.inference.version;

/** Brings a version into memory, checked and warmed up. Called on the loader's thread; throws on anything wrong. */
@FunctionalInterface
public interface VersionLoader {
    ImageModel load(KnownVersion version);
}
