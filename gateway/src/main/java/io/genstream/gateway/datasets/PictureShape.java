package io.genstream.gateway.datasets;

/** Size of a picture as stored: pixels, and 1 or 3 channels. */
public record PictureShape(int height, int width, int channels) {
    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
