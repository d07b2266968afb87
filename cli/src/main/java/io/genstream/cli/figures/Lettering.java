package io.genstream.cli.figures;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Paper and letters of every figure. Stateless. */
final class Lettering {
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 12);
    static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 10);
    static final Color INK = new Color(0x202020);
    static final Color FAINT = new Color(0x707070);
    static final Color LINE = new Color(0xE0E0E0);

    private Lettering() {}

    static BufferedImage paper(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    /** A pen on white paper; the caller disposes of it. */
    static Graphics2D pen(BufferedImage paper) {
        Graphics2D pen = paper.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, paper.getWidth(), paper.getHeight());
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return pen;
    }

    /** @throws CommandException where this JVM cannot write letters, as on a machine without any font */
    static int width(String text, Font font) {
        Graphics2D pen = paper(1, 1).createGraphics();
        try {
            return pen.getFontMetrics(font).stringWidth(text);
        } catch (InternalError | NoClassDefFoundError | RuntimeException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "this machine has no font to letter a figure with (" + e
                            + "): install fontconfig and fonts-dejavu-core",
                    e);
        } finally {
            pen.dispose();
        }
    }

    static void left(Graphics2D pen, String text, Font font, Color colour, float x, float y) {
        pen.setFont(font);
        pen.setColor(colour);
        pen.drawString(text, x, y);
    }

    static void right(Graphics2D pen, String text, Font font, Color colour, float x, float y) {
        left(pen, text, font, colour, x - pen.getFontMetrics(font).stringWidth(text), y);
    }

    static void centre(Graphics2D pen, String text, Font font, Color colour, float x, float y) {
        left(pen, text, font, colour, x - pen.getFontMetrics(font).stringWidth(text) / 2f, y);
    }
}
