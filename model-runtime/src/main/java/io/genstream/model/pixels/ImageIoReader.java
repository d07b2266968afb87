package io.genstream.model.pixels;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads BMPs and the first frame of GIFs with ImageIO: the stored samples, through the palette where there is one. */
final class ImageIoReader implements RowReader {
    private static final int GIF_ROWS = 5;

    private final byte[] file;
    private final String format;
    private final Header header;

    private ImageIoReader(byte[] file, String format) {
        this.file = file;
        this.format = format;
        header = with(
                reader -> new Header(reader.getHeight(0), reader.getWidth(0), 3, Orientation.UPRIGHT, "a " + format));
    }

    static ImageIoReader bmp(byte[] file) {
        return new ImageIoReader(file, "bmp");
    }

    /**
     * Others show a frame that is smaller than the screen on a ground that they do not agree on. Of interlaced GIFs of 2, 3 and 4
     * rows ImageIO loses rows.
     */
    static ImageIoReader gif(byte[] file) {
        ImageIoReader gif = new ImageIoReader(file, "gif");
        if (file.length < 10
                || gif.header.width() != ((file[6] & 0xFF) | (file[7] & 0xFF) << 8)
                || gif.header.height() != ((file[8] & 0xFF) | (file[9] & 0xFF) << 8)) {
            throw new PixelException("the picture is a GIF whose first frame is a part of it: convert it to PNG");
        }
        if (gif.header.height() < GIF_ROWS) {
            throw new PixelException("the picture is a GIF of fewer than " + GIF_ROWS + " rows: convert it to PNG");
        }
        return gif;
    }

    private interface Use<T> {
        T of(ImageReader reader) throws IOException;
    }

    private <T> T with(Use<T> use) {
        ImageReader reader = ImageIoReaders.ofTheJdk(format);
        List<String> warnings = new ArrayList<>();
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream, false, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            T result = use.of(reader);
            if (!warnings.isEmpty()) {
                throw new PixelException("the picture is damaged: " + warnings.get(0));
            }
            return result;
        } catch (PixelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // ImageIO's readers throw unchecked exceptions of many kinds on damaged files
            throw new PixelException("the picture cannot be read: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public void read(Sink sink) {
        BufferedImage image = with(reader -> reader.read(0));
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        int[] values = new int[header.width()];
        byte[] row = new byte[header.width() * 3];
        for (int y = 0; y < header.height(); y++) {
            if (grey) { // getRGB would pass them through Java's linear grey and change them
                image.getRaster().getSamples(0, y, values.length, 1, 0, values);
            } else {
                image.getRGB(0, y, values.length, 1, values, 0, values.length);
            }
            for (int x = 0; x < values.length; x++) {
                row[3 * x] = (byte) (grey ? values[x] : values[x] >> 16);
                row[3 * x + 1] = (byte) (grey ? values[x] : values[x] >> 8);
                row[3 * x + 2] = (byte) values[x];
            }
            sink.row(y, row, 0);
        }
    }
}
