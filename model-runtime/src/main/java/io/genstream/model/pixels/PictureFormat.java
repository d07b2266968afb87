package io.genstream.model.pixels;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What a file is, by its first bytes. Formats that no library within reach reads as Pillow does are named, so that a message
 * tells what to convert.
 */
enum PictureFormat {
    PNG("\\x89PNG\r\n\\x1A\n"),
    JPEG("\\xFF\\xD8\\xFF"),
    PNM("P[56]"),
    BMP("BM"),
    GIF("GIF8"),
    PLAIN_PNM("P[12347]", "a netpbm file other than P5 and P6"),
    TIFF("II[*+]\0|MM\0[*+]", "TIFF"),
    WEBP("RIFF.{4}WEBP", "WebP"),
    AVIF(".{4}ftypavi[fs]", "AVIF"),
    HEIC(".{4}ftyp(he[iv]|mif1|msf1)", "HEIC"),
    JPEG_XL("\\xFF\n|\0\0\0\fJXL ", "JPEG XL"),
    JPEG_2000("\0\0\0\fjP  |\\xFFO\\xFFQ", "JPEG 2000"),
    PHOTOSHOP("8BPS", "a Photoshop file");

    private static final int START = 16;

    private final Pattern start;
    private final String name;

    /** One that is read. */
    PictureFormat(String start) {
        this(start, "");
    }

    PictureFormat(String start, String name) {
        this.start = Pattern.compile(start, Pattern.DOTALL);
        this.name = name;
    }

    static RowReader open(byte[] file) {
        String start = new String(file, 0, Math.min(START, file.length), StandardCharsets.ISO_8859_1);
        PictureFormat found = Arrays.stream(values())
                .filter(format -> format.start.matcher(start).lookingAt())
                .findFirst()
                .orElseThrow(
                        () -> new PixelException("the picture is none that is read: PNG, JPEG, PPM, PGM, BMP, GIF"));
        return switch (found) {
            case PNG -> new PngReader(file);
            case JPEG -> new JpegReader(file);
            case PNM -> new PnmReader(file);
            case BMP -> ImageIoReader.bmp(file);
            case GIF -> ImageIoReader.gif(file);
            default -> throw new PixelException("the picture is " + found.name + ": convert it to PNG or JPEG");
        };
    }
}
