package io.genstream.model.pixels;

/** How one picture's bytes are to be read. */
public enum Encoding {
    /** height x width x channels bytes, rows first, channels last; the size travels beside them. */
    RAW,
    /** Lossless, 8 bits a channel. */
    PNG,
    /** Lossy, baseline, quality 0.95. */
    JPEG
}
