package io.genstream.model.pixels;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads PNG and JPEG through ImageIO, distrusting the bytes: size first, warnings are errors. JPEGs are turned upright. */
final class ImageFileReader {
    private static final String JPEG = "jpeg";

    private ImageFileReader() {}

    static Pixels read(byte[] bytes, long maxPixels) {
        String format = format(bytes);
        int orientation = format.equals(JPEG) ? Orientation.of(bytes) : Orientation.UPRIGHT;
        return Orientation.upright(read(format, bytes, maxPixels), orientation);
    }

    private static Pixels read(String format, byte[] bytes, long maxPixels) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        List<String> warnings = new ArrayList<>();
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            // no metadata: a compressed text chunk may unpack to anything
            reader.setInput(stream, true, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            int height = reader.getHeight(0);
            int width = reader.getWidth(0);
            if ((long) height * width > maxPixels) {
                throw new PixelException(
                        "the picture is " + height + "x" + width + ", above the limit of " + maxPixels + " pixels");
            }
            BufferedImage image = reader.read(0);
            if (!warnings.isEmpty()) {
                // a JPEG cut short is filled with grey and only warned about
                throw new PixelException("the picture is damaged: " + warnings.get(0));
            }
            return pixels(image);
        } catch (PixelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // ImageIO's readers throw unchecked exceptions of many kinds on damaged files
            throw new PixelException("the picture cannot be read: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    private static String format(byte[] bytes) {
        if (startsWith(bytes, 0x89, 'P', 'N', 'G')) {
            return "png";
        }
        if (startsWith(bytes, 0xFF, 0xD8, 0xFF)) {
            return JPEG;
        }
        throw new PixelException("the picture is neither PNG nor JPEG");
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static Pixels pixels(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        if (colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY && !(colours instanceof IndexColorModel)) {
            return grey(image, colours.getComponentSize(0));
        }
        byte[] rgb = new byte[Math.multiplyExact(image.getHeight() * image.getWidth(), 3)];
        int[] row = new int[image.getWidth()];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int argb : row) {
                rgb[at++] = (byte) (argb >> 16);
                rgb[at++] = (byte) (argb >> 8);
                rgb[at++] = (byte) argb;
            }
        }
        return new Pixels(image.getHeight(), image.getWidth(), 3, rgb);
    }

    /** The stored samples: getRGB would pass them through Java's linear grey and change them. */
    private static Pixels grey(BufferedImage image, int bits) {
        Raster raster = image.getRaster();
        int[] samples = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
        byte[] grey = new byte[samples.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (bits > 8 ? samples[i] >>> (bits - 8) : samples[i]);
        }
        return new Pixels(image.getHeight(), image.getWidth(), 1, grey);
    }
}
