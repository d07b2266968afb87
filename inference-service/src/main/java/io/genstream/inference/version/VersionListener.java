package io.genstream.inference.version;

/** Hears of every change of a version's state. Called from loader, intake and worker threads; must not block long. */
@FunctionalInterface
public interface VersionListener {
    void changed(ServedVersion version, VersionReport report);
}
