package io.genstream.model.pixels;

import io.genstream.model.pixels.JpegHeader.Colour;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads JPEGs of a byte a sample with ImageIO's libjpeg: baseline and progressive, grey, RGB, YCbCr, CMYK and YCCK. */
final class JpegReader implements RowReader {
    /** What libjpeg calls corrupt though all pixels are there: Pillow and OpenCV show such files without a word. */
    private static final List<String> HARMLESS =
            List.of("extraneous bytes before marker 0xd9", "Invalid SOS parameters", "Unknown Adobe color transform");

    private final JpegHeader jpeg;
    private final Colour colour;

    JpegReader(byte[] file) {
        jpeg = new JpegHeader(file);
        colour = jpeg.colour();
    }

    @Override
    public Header header() {
        String heldFor = colour.components == 4 ? "in CMYK" : jpeg.halvedRows() ? "4:4:0" : "";
        return new Header(
                jpeg.height(),
                jpeg.width(),
                colour == Colour.GREY ? 1 : 3,
                jpeg.orientation(),
                jpeg.progressive() ? "progressive" : heldFor);
    }

    @Override
    public void read(Sink sink) {
        ImageReader reader = ImageIoReaders.ofTheJdk("jpeg");
        List<String> warnings = new ArrayList<>();
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(jpeg.plain())) {
            reader.setInput(stream, true, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            if (reader.getHeight(0) != jpeg.height() || reader.getWidth(0) != jpeg.width()) {
                throw new PixelException("the picture is damaged: it has two sizes");
            }
            if (colour.components == 4) {
                readInks(reader.readRaster(0, null), sink);
            } else if (jpeg.halvedRows()) {
                new HalvedRows(reader.readRaster(0, null)).read(sink);
            } else if (jpeg.progressive()) {
                readScans(reader, sink);
            } else {
                readLight(reader, sink);
            }
            for (String warning : warnings) {
                if (HARMLESS.stream().noneMatch(warning::contains)) {
                    // a JPEG cut short is filled with grey and only warned about
                    throw new PixelException("the picture is damaged: " + warning);
                }
            }
        } catch (PixelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // ImageIO's readers throw unchecked exceptions of many kinds on damaged files
            throw new PixelException("the picture cannot be read: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    private void readLight(ImageReader reader, Sink sink) throws IOException {
        int space = colour == Colour.GREY ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(space), false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        OneRow rows = new OneRow(jpeg.height(), jpeg.width(), colour.components, sink);
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setDestination(new BufferedImage(model, rows, false, null));
        reader.read(0, parameters);
        if (rows.next != 0) {
            throw new PixelException("the picture is cut short");
        }
    }

    /** ImageIO gives the picture once a scan, better each time. */
    private void readScans(ImageReader reader, Sink sink) throws IOException {
        int stride = jpeg.width() * colour.components;
        byte[] best = new byte[Math.multiplyExact(jpeg.height(), stride)];
        readLight(reader, (y, row, from) -> System.arraycopy(row, from, best, y * stride, stride));
        for (int y = 0; y < jpeg.height(); y++) {
            sink.row(y, best, y * stride);
        }
    }

    private void readInks(Raster raster, Sink sink) {
        byte[] stored = new byte[jpeg.width() * 4];
        byte[] row = new byte[jpeg.width() * 3];
        for (int y = 0; y < jpeg.height(); y++) {
            raster.getDataElements(0, y, jpeg.width(), 1, stored);
            JpegColours.fromInks(stored, colour == Colour.YCCK, row);
            sink.row(y, row, 0);
        }
    }

    /** A picture of which one row at a time is in memory: ImageIO sets them from the top, and each goes on to the sink. */
    private static final class OneRow extends WritableRaster {
        private final Sink sink;
        private int next;

        OneRow(int height, int width, int channels, Sink sink) {
            super(
                    new ComponentSampleModel(
                            DataBuffer.TYPE_BYTE,
                            width,
                            height,
                            channels,
                            0,
                            channels == 1 ? new int[1] : new int[] {0, 1, 2}),
                    new DataBufferByte(width * channels),
                    new Point());
            this.sink = sink;
        }

        @Override
        public void setRect(int x, int y, Raster row) {
            if (x != 0 || y != next || row.getWidth() != width || row.getHeight() != 1) {
                throw new PixelException("the picture is damaged: its rows are out of order");
            }
            sink.row(y, ((DataBufferByte) row.getDataBuffer()).getData(), 0);
            next = (y + 1) % height;
        }
    }
}
