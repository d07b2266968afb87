package io.genstream.inference.version;

import java.util.List;
import java.util.Optional;

/**
 * What is rolled out of a model.
 *
 * @param stable version that a request gets that names none
 * @param others canary and shadow, kept loaded as well
 */
public record RolledOut(String model, Optional<String> stable, List<String> others) {
    public RolledOut {
        others = List.copyOf(others);
    }
}
