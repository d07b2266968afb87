package io.genstream.schemas;

/** Who may write a topic. DESIGN's law 5: every topic has named writers; a reader that finds another one has found a bug. */
public enum Writer {
    GATEWAY,
    INFERENCE,
    TRAINER,
    EVAL,
    GATE,
    CLIENT,
    OPERATOR
}
