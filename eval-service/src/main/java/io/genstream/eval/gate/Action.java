package io.genstream.eval.gate;

/** What can be done to a roll-out. */
public enum Action {
    PROMOTE,
    CANARY,
    SHADOW,
    ROLL_BACK,
    SET_POLICY,
    /** The roll-out goes, after the last version of its model has. */
    DELETE
}
