package io.genstream.model.card;

/** What label and condition rows mean. */
public enum LabelKind {
    NONE,
    /** One value: the class index. */
    CLASS,
    /** One value per attribute name. */
    ATTRIBUTES
}
