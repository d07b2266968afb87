package io.genstream.cli.importing;

import io.genstream.model.pixels.Frame;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.genstream.model.pixels.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A picture where it lies: loaded when its turn comes, by any thread, more than once. Holds no pixels itself if it can be done. */
interface Picture {
    /** Of what {@link #load} will give: so much of it is in memory at once. */
    long size() throws IOException;

    /** As the source has them: the picture's identity is taken from these bytes. */
    byte[] load() throws IOException;

    /** The part that is wanted; PixelException where the bytes are no picture. */
    default Pixels decode(byte[] loaded, long maxPixels, Frame.Choice part) {
        return ImageCodec.decode(loaded, maxPixels, part);
    }

    /** What the bytes need to be told apart where they are no file: the shape of raw pixels. Part of the identity. */
    default String form() {
        return "";
    }

    /** Gives the bytes of {@link Picture#load}. */
    @FunctionalInterface
    interface Loader {
        byte[] load() throws IOException;
    }

    static Picture file(Path file) {
        return new Picture() {
            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public byte[] load() throws IOException {
                return Files.readAllBytes(file);
            }
        };
    }

    /** A file that lies in another. */
    static Picture inside(long size, Loader loader) {
        return new Picture() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public byte[] load() throws IOException {
                return loader.load();
            }
        };
    }

    /** Pixels of an array: uint8, height x width x channels. */
    static Picture raw(int height, int width, int channels, Loader loader) {
        return new Picture() {
            @Override
            public long size() {
                return (long) height * width * channels;
            }

            @Override
            public byte[] load() throws IOException {
                return loader.load();
            }

            @Override
            public Pixels decode(byte[] loaded, long maxPixels, Frame.Choice part) {
                return Resize.AREA.apply(new Pixels(height, width, channels, loaded), part.of(height, width));
            }

            @Override
            public String form() {
                return height + "x" + width + "x" + channels;
            }
        };
    }

    /** Loads and decodes all of it, within the codec's own limit. */
    default Pixels read() throws IOException {
        return decode(load(), ImageCodec.DEFAULT_MAX_HELD, Frame::whole);
    }
}
