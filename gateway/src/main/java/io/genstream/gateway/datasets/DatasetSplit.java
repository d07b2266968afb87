package io.genstream.gateway.datasets;

/** What a picture is for. Settings are chosen on TRAIN, never on TEST. */
public enum DatasetSplit {
    TRAIN,
    VALIDATION,
    TEST
}
