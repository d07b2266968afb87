package io.genstream.model.card;

/** Order of an image tensor's axes after the batch axis. */
public enum ImageLayout {
    /** channels, height, width. */
    NCHW,
    /** height, width, channels. */
    NHWC,
    /** One axis of channels x height x width values, channels first (as a flattened NCHW tensor). */
    FLAT
}
