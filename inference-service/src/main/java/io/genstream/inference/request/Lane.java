package io.genstream.inference.request;

import java.util.Locale;

/** Who waits. Users go strictly before evaluations, so that judging a model never stands before using one. */
public enum Lane {
    USERS,
    EVALUATIONS;

    /** As a metric's tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
