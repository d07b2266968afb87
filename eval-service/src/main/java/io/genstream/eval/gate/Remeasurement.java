package io.genstream.eval.gate;

/** The stable version is to be measured at a revision of its data set, so that candidates can be compared with it. */
public record Remeasurement(String model, String version, DatasetRevision dataset) {
    public String requestId() {
        return "eval-" + model + "-" + version + "-r" + dataset.revision();
    }
}
