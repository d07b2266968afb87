package io.genstream.model.pixels;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A 3x5 pixel font, since AWT's text needs native fonts that a slim container lacks. Each glyph is five octal digits, one
 * a row from the top, the left pixel being 4.
 */
final class TinyFont {
    static final int HEIGHT = 5;
    private static final int WIDTH = 3;
    private static final int ADVANCE = WIDTH + 1;
    private static final Map<Character, String> GLYPHS = new HashMap<>();

    static {
        add("0123456789", "75557 26227 71747 71717 55711 74717 74757 71111 75757 75717");
        add("ABCDEFGHIJ", "25755 65656 34443 65556 74647 74644 34553 55755 72227 11152");
        add("KLMNOPQRST", "55655 44447 57755 65555 25552 65644 25563 65655 34216 72222");
        add("UVWXYZ", "55557 55552 55775 55255 55222 71247");
        add(".,-+:/%=_#", "00002 00024 00700 02720 02020 11244 51245 07070 00007 57575");
    }

    private TinyFont() {}

    /** Writes as much of the text as fits, centred; unknown characters are left blank. */
    static void write(Pixels target, int top, int left, int width, String text, int scale, int value) {
        int fitting = Math.min(text.length(), (width + scale) / (ADVANCE * scale));
        String shown = text.substring(0, fitting).toUpperCase(Locale.ROOT);
        int start = left + (width - (fitting * ADVANCE - 1) * scale) / 2;
        for (int i = 0; i < shown.length(); i++) {
            String rows = GLYPHS.get(shown.charAt(i));
            if (rows != null) {
                glyph(target, top, start + i * ADVANCE * scale, rows, scale, value);
            }
        }
    }

    private static void glyph(Pixels target, int top, int left, String rows, int scale, int value) {
        for (int y = 0; y < HEIGHT * scale; y++) {
            int bits = rows.charAt(y / scale) - '0';
            for (int x = 0; x < WIDTH * scale; x++) {
                if ((bits >> (WIDTH - 1 - x / scale) & 1) == 1) {
                    int at = ((top + y) * target.width() + left + x) * target.channels();
                    Arrays.fill(target.raw(), at, at + target.channels(), (byte) value);
                }
            }
        }
    }

    private static void add(String characters, String glyphs) {
        String[] rows = glyphs.split(" ", -1);
        for (int i = 0; i < rows.length; i++) {
            GLYPHS.put(characters.charAt(i), rows[i]);
        }
    }
}
