package io.genstream.model.pixels;

import java.util.Arrays;
import java.util.List;

/**
 * A grid of pictures as one PNG: what a person looks at. Previews, the API's {@code image/png} answers and the README use
 * it. Stateless and thread-safe.
 */
public final class ContactSheet {
    private static final int GAP = 2;
    private static final int BACKGROUND = 48;
    private static final int CAPTION = 255;

    private static final long MAX_PIXELS = 1L << 24;

    private ContactSheet() {}

    /** The pictures in rows of {@code columns}, without captions. */
    public static byte[] png(List<Pixels> images, int columns) {
        return png(images, columns, List.of());
    }

    /**
     * The pictures in rows of {@code columns}, 2 pixels apart on dark grey.
     *
     * @param images at least one, all of one size; grey ones are spread to RGB beside coloured ones
     * @param columns at least 1; fewer pictures make fewer columns
     * @param captions one per column (more are ignored, fewer leave columns bare), written above it in a 3x5 pixel font
     *     of capitals, digits and a few signs; what does not fit the column is cut off. Empty for none
     * @throws PixelException where the pictures differ in size, there are none, or the sheet exceeds 16 megapixels
     */
    public static byte[] png(List<Pixels> images, int columns, List<String> captions) {
        return ImageCodec.encode(Encoding.PNG, sheet(images, columns, captions));
    }

    /** The same as pixels, for callers that compose further. */
    public static Pixels sheet(List<Pixels> images, int columns, List<String> captions) {
        if (images.isEmpty() || columns < 1) {
            throw new PixelException("a contact sheet needs at least one picture and one column");
        }
        Pixels first = images.get(0);
        int across = Math.min(columns, images.size());
        int down = (images.size() + across - 1) / across;
        int fontScale = Math.max(1, first.width() / 32);
        int top = captions.isEmpty() ? GAP : TinyFont.HEIGHT * fontScale + 2 * GAP;
        long height = top + (long) down * (first.height() + GAP);
        long width = GAP + (long) across * (first.width() + GAP);
        if (height * width > MAX_PIXELS) {
            throw new PixelException("a contact sheet of " + height + "x" + width + " pixels is too large");
        }
        int channels = images.stream().mapToInt(Pixels::channels).max().getAsInt();
        Pixels sheet = Pixels.black((int) height, (int) width, channels);
        Arrays.fill(sheet.raw(), (byte) BACKGROUND);
        for (int i = 0; i < images.size(); i++) {
            Pixels image = images.get(i);
            if (image.height() != first.height() || image.width() != first.width()) {
                throw new PixelException("picture " + i + " is " + image + ", the first is " + first);
            }
            Channels.convert(image, channels)
                    .copyInto(
                            sheet, top + i / across * (first.height() + GAP), GAP + i % across * (first.width() + GAP));
        }
        for (int column = 0; column < Math.min(across, captions.size()); column++) {
            int left = GAP + column * (first.width() + GAP);
            TinyFont.write(sheet, GAP, left, first.width(), captions.get(column), fontScale, CAPTION);
        }
        return sheet;
    }
}
