package io.genstream.eval.gate;

import java.util.OptionalInt;

/**
 * The stable version is to be measured at a revision of its data set, so that candidates can be compared with it.
 *
 * @param images as many as the figure that it will be compared with; empty where there is none to go by
 */
public record Remeasurement(String model, String version, DatasetRevision dataset, OptionalInt images) {
    public String requestId() {
        return "eval-" + model + "-" + version + "-r" + dataset.revision();
    }
}
