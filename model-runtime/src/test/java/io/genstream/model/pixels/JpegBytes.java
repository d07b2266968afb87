package io.genstream.model.pixels;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEGs as others write them, made of ImageIO's by changing their segments. */
final class JpegBytes {
    private static final int SCAN = 0xDA;

    private JpegBytes() {}

    static byte[] progressive(Pixels picture) {
        BufferedImage image = new BufferedImage(
                picture.width(),
                picture.height(),
                picture.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        fill(image.getRaster(), picture.raw());
        return write(new IIOImage(image, null, null), true);
    }

    /** Four components as they are, without any marker that says what they mean. */
    static byte[] fourComponents(int height, int width, byte[] samples) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        fill(raster, samples);
        return write(new IIOImage(raster, null, null), false);
    }

    private static void fill(WritableRaster raster, byte[] samples) {
        int[] values = new int[samples.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples[i] & 0xFF;
        }
        raster.setPixels(0, 0, raster.getWidth(), raster.getHeight(), values);
    }

    private static byte[] write(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.95f);
            if (progressive) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(stream);
            writer.write(null, image, parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    static byte[] with(byte[] jpeg, int marker, byte... data) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 4 + data.length).put(jpeg, 0, 2);
        file.put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data);
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    static byte[] adobe(byte[] jpeg, int transform) {
        return with(jpeg, 0xEE, new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform});
    }

    /** Without JFIF, Exif, Adobe and the like. */
    static byte[] bare(byte[] jpeg) {
        return only(jpeg, marker -> marker < 0xE0);
    }

    private static byte[] only(byte[] jpeg, Predicate<Integer> wanted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != SCAN) {
            int length = 2 + (ByteBuffer.wrap(jpeg).getShort(at + 2) & 0xFFFF);
            if (wanted.test(jpeg[at + 1] & 0xFF)) {
                out.write(jpeg, at, length);
            }
            at += length;
        }
        out.write(jpeg, at, jpeg.length - at);
        return out.toByteArray();
    }

    /** The components of a baseline file called otherwise, in the frame and in the scan. */
    static byte[] renamed(byte[] jpeg, List<Integer> names) {
        byte[] file = jpeg.clone();
        int at = frame(file);
        int scan = at;
        while ((file[scan] & 0xFF) != 0xFF || (file[scan + 1] & 0xFF) != SCAN) {
            scan++;
        }
        for (int i = 0; i < names.size(); i++) {
            file[at + 10 + 3 * i] = names.get(i).byteValue();
            file[scan + 5 + 2 * i] = names.get(i).byteValue();
        }
        return file;
    }

    /** Where the segment with the size lies. */
    static int frame(byte[] jpeg) {
        int at = 2;
        while ((jpeg[at + 1] & 0xFC) != 0xC0 || (jpeg[at + 1] & 0xFF) == 0xC4) {
            at += 2 + (ByteBuffer.wrap(jpeg).getShort(at + 2) & 0xFFFF);
        }
        return at;
    }
}
