package io.genstream.inference.request;

/** Where a request failed. */
public enum Stage {
    VALIDATE,
    RESOLVE,
    LOAD,
    GENERATE,
    ENCODE,
    DELIVER
}
