package io.genstream.eval.gate;

/** Who moves a roll-out. */
public enum Policy {
    /** The gate, by quality. */
    AUTO,
    /** Operators only. */
    MANUAL
}
