package io.genstream.model.pixels;

/**
 * What is wanted of a picture: a part of it, and the size that this part gets. Asked for while the picture is read, it spares
 * the memory for the rest.
 */
public record Frame(int top, int left, int height, int width, int toHeight, int toWidth) {
    /** Finds the frame once a picture's size is known, turned upright. */
    @FunctionalInterface
    public interface Choice {
        Frame of(int height, int width);
    }

    /** All of it at its own size. */
    public static Frame whole(int height, int width) {
        return new Frame(0, 0, height, width, height, width);
    }

    /** The middle of a picture, as {@link Pixels#cropped} cuts it. */
    public static Frame middle(int height, int width, int cutHeight, int cutWidth, int toHeight, int toWidth) {
        return new Frame((height - cutHeight) / 2, (width - cutWidth) / 2, cutHeight, cutWidth, toHeight, toWidth);
    }
}
