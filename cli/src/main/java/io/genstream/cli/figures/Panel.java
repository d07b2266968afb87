package io.genstream.cli.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * One system of axes with its curves or its points.
 *
 * @param dots points without lines between them
 */
record Panel(String title, String xName, String yName, Axis x, Axis y, List<Series> series, boolean dots) {
    static final int WIDTH = 460;
    static final int HEIGHT = 300;
    private static final int LEFT = 62;
    private static final int RIGHT = 14;
    private static final int TOP = 46;
    private static final int BOTTOM = 42;
    private static final int TICK = 4;
    private static final int MOST_MARKED = 60;

    /** Okabe and Ito's colours, which the colour-blind tell apart; then again, darker. */
    private static final int[] COLOURS = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x7F7F7F, 0xA6761D
    };

    /** Values by position; NaN breaks the curve. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Series(String name, int colour, double[] x, double[] y) {}

    static Color colour(int index) {
        Color colour = new Color(COLOURS[index % COLOURS.length]);
        for (int darker = index / COLOURS.length; darker > 0; darker--) {
            colour = colour.darker();
        }
        return colour;
    }

    void draw(Graphics2D pen, int left, int top) {
        Rectangle2D plot = new Rectangle2D.Double(
                left + LEFT, top + TOP, WIDTH - (double) LEFT - RIGHT, HEIGHT - (double) TOP - BOTTOM);
        Lettering.left(pen, title, Lettering.HEADING, Lettering.INK, left + LEFT, top + 16);
        legend(pen, left + LEFT, top + 34);
        axes(pen, plot);
        pen.clip(plot);
        series.forEach(one -> curve(pen, plot, one));
        pen.setClip(null);
    }

    private void legend(Graphics2D pen, int left, int baseline) {
        int at = left;
        for (Series one : series) {
            int width = pen.getFontMetrics(Lettering.SMALL).stringWidth(one.name());
            if (series.size() == 1 && one.name().equals(title) || at + width + 16 > left + WIDTH - LEFT) {
                return; // what does not fit is left out rather than written over
            }
            pen.setColor(colour(one.colour()));
            pen.fill(new Rectangle2D.Double(at, baseline - 6, 10, 4));
            Lettering.left(pen, one.name(), Lettering.SMALL, Lettering.INK, at + 14, baseline);
            at += width + 26;
        }
    }

    private void axes(Graphics2D pen, Rectangle2D plot) {
        pen.setStroke(new BasicStroke(1));
        for (double tick : x.ticks()) {
            double at = plot.getX() + x.share(tick) * plot.getWidth();
            pen.setColor(Lettering.LINE);
            pen.draw(new Line2D.Double(at, plot.getY(), at, plot.getMaxY() + TICK));
            Lettering.centre(
                    pen, x.word(tick), Lettering.SMALL, Lettering.INK, (float) at, (float) plot.getMaxY() + 16);
        }
        for (double tick : y.ticks()) {
            double at = plot.getMaxY() - y.share(tick) * plot.getHeight();
            pen.setColor(Lettering.LINE);
            pen.draw(new Line2D.Double(plot.getX() - TICK, at, plot.getMaxX(), at));
            Lettering.right(pen, y.word(tick), Lettering.SMALL, Lettering.INK, (float) plot.getX() - 7, (float) at + 4);
        }
        pen.setColor(Lettering.FAINT);
        pen.draw(new Line2D.Double(plot.getX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY()));
        pen.draw(new Line2D.Double(plot.getX(), plot.getY(), plot.getX(), plot.getMaxY()));
        Lettering.centre(
                pen, xName, Lettering.SMALL, Lettering.INK, (float) plot.getCenterX(), (float) plot.getMaxY() + 32);
        pen.rotate(-Math.PI / 2, plot.getX() - 46, plot.getCenterY());
        String unit = y.logarithmic() ? yName + " (log)" : yName;
        Lettering.centre(
                pen, unit, Lettering.SMALL, Lettering.INK, (float) plot.getX() - 46, (float) plot.getCenterY());
        pen.rotate(Math.PI / 2, plot.getX() - 46, plot.getCenterY());
    }

    private void curve(Graphics2D pen, Rectangle2D plot, Series one) {
        pen.setColor(colour(one.colour()));
        pen.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D path = new Path2D.Double();
        boolean begun = false;
        for (int i = 0; i < one.x().length; i++) {
            if (Double.isNaN(one.y()[i])) {
                begun = false;
                continue;
            }
            double px = plot.getX() + x.share(one.x()[i]) * plot.getWidth();
            double py = plot.getMaxY() - y.share(one.y()[i]) * plot.getHeight();
            if (begun) {
                path.lineTo(px, py);
            } else {
                path.moveTo(px, py);
            }
            begun = true;
            if (dots || one.x().length <= MOST_MARKED) {
                pen.fill(new Ellipse2D.Double(px - 2.5, py - 2.5, 5, 5));
            }
        }
        if (!dots) {
            pen.draw(path);
        }
    }
}
