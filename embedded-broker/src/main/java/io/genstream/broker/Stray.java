package io.genstream.broker;

/** What to do with topics that Kafka renamed to {@code …-stray} where putting them back would hide records of others. */
public enum Stray {
    /** Refuse to start, and say what there is to choose. */
    ASK,
    /** Put the renamed ones back. */
    RESTORE,
    /** Go on with those that stand in their place. */
    KEEP
}
