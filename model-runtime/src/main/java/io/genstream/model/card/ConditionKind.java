package io.genstream.model.card;

/** How a condition row becomes a tensor. */
public enum ConditionKind {
    /** int64 class index. */
    CLASS_INDEX,
    /** float32 one-hot vector of the class. */
    ONE_HOT,
    /** The row itself, float32. */
    ATTRIBUTES
}
