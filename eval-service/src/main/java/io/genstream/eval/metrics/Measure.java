package io.genstream.eval.metrics;

/**
 * What a figure measures, and how a metric's name is made of it and of a protocol.
 *
 * @param name what figures are looked up by; one of the field's words
 * @param prefix of the metric's name; the protocol follows
 * @param suffix what else the figure depends on, after the protocol
 */
public record Measure(String name, Kind kind, String prefix, String suffix) {
    /** How figures are read, ordered and drawn; {@code MetricKind.avsc} says what each is. */
    public enum Kind {
        DISTANCE,
        SHARE,
        SCORE,
        RATIO,
        GAIN
    }

    static Measure share(String name, String suffix) {
        return new Measure(name, Kind.SHARE, name, suffix);
    }

    public String metric(String protocol) {
        return prefix + "-" + protocol + suffix;
    }

    public boolean higherIsBetter() {
        return kind != Kind.DISTANCE;
    }
}
