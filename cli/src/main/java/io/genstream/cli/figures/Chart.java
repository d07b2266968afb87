package io.genstream.cli.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One system of axes with its curves or its points. Used by one thread. */
final class Chart {
    private static final int WIDTH = 540;
    private static final int HEIGHT = 300;
    private static final int MARGIN = 12;
    private static final int FOOT = 22;
    private static final int MOST_MARKED = 60;
    private static final double LOGARITHMIC_FROM = 50;

    /** Okabe and Ito's colours, which the colour-blind tell apart; then again, darker. */
    private static final int[] COLOURS = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x7F7F7F, 0xA6761D
    };

    private final XYChart chart;

    /** Values by position; NaN breaks the curve. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Series(String name, int colour, double[] x, double[] y) {}

    private Chart(String title, String xName, String yName, XYSeriesRenderStyle style) {
        chart = new XYChartBuilder()
                .title(title)
                .xAxisTitle(xName)
                .yAxisTitle(yName)
                .build();
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartTitleBoxVisible(false)
                .setChartTitleFont(Lettering.HEADING)
                .setChartFontColor(Lettering.INK)
                .setLegendFont(Lettering.SMALL)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPadding(4)
                .setLegendPosition(LegendPosition.OutsideE);
        Font small = Lettering.SMALL;
        styler.setAxisTitleFont(small).setAxisTickLabelsFont(small).setAxisTicksLineVisible(false);
        styler.setPlotGridLinesColor(Lettering.LINE)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotBorderVisible(false);
        styler.setDefaultSeriesRenderStyle(style).setMarkerSize(5);
        styler.setXAxisTickMarkSpacingHint(90);
    }

    /** Curves between the same axes as those beside them; upwards logarithmic where values are positive and span much. */
    static Chart curves(String title, String yName, List<Series> series, double[] allX, double[] allY) {
        double[] up = range(allY);
        boolean logarithmic = up[0] > 0 && up[1] / up[0] > LOGARITHMIC_FROM;
        if (logarithmic) {
            up = new double[] {Math.pow(10, Math.floor(Math.log10(up[0]))), Math.pow(10, Math.ceil(Math.log10(up[1])))};
        }
        Chart chart = new Chart(title, "images seen", logarithmic ? yName + " (log)" : yName, XYSeriesRenderStyle.Line);
        chart.chart.getStyler().setYAxisLogarithmic(logarithmic);
        chart.fill(new double[] {0, Math.max(1, range(allX)[1])}, up, series);
        return chart;
    }

    /** Points around the middle of both axes. */
    static Chart points(String title, String xName, String yName, List<Series> series) {
        Chart chart = new Chart(title, xName, yName, XYSeriesRenderStyle.Scatter);
        chart.fill(
                around(series.stream().map(Series::x).toList()),
                around(series.stream().map(Series::y).toList()),
                series);
        return chart;
    }

    private static double[] around(List<double[]> values) {
        double far = values.stream()
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(1);
        return range(-far, far);
    }

    /** From the smallest to the largest; of nothing from 0 to 1. */
    private static double[] range(double... values) {
        double[] finite =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (finite.length == 0) {
            return new double[] {0, 1};
        }
        double low = finite[0];
        double high = finite[finite.length - 1];
        double margin = low < high ? 0 : low == 0 ? 1 : Math.abs(low) * 0.1;
        return new double[] {low - margin, high + margin};
    }

    private void fill(double[] across, double[] up, List<Series> series) {
        XYStyler styler = chart.getStyler();
        styler.setxAxisTickLabelsFormattingFunction(Chart::tick);
        if (!styler.isYAxisLogarithmic()) { // where it is, XChart would put words of a linear axis beside it
            styler.setyAxisTickLabelsFormattingFunction(Chart::tick);
        }
        styler.setXAxisMin(across[0]).setXAxisMax(across[1]);
        styler.setYAxisMin(up[0]).setYAxisMax(up[1]).setLegendVisible(series.size() > 1);
        for (Series one : series) {
            if (Arrays.stream(one.y()).anyMatch(Double::isFinite)) { // XChart takes no series of nothing
                XYSeries drawn = chart.addSeries(one.name(), one.x(), one.y());
                drawn.setMarkerColor(colour(one.colour())).setLineColor(colour(one.colour()));
                drawn.setLineStyle(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
                boolean marked = styler.getDefaultSeriesRenderStyle() == XYSeriesRenderStyle.Scatter
                        || one.x().length <= MOST_MARKED;
                drawn.setMarker(marked ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            }
        }
    }

    /** @param source small below: where the figure comes from */
    static BufferedImage sheet(List<List<Chart>> rows, String source) {
        int columns = rows.get(0).size();
        BufferedImage paper = Lettering.paper(2 * MARGIN + columns * WIDTH, 2 * MARGIN + rows.size() * HEIGHT + FOOT);
        Graphics2D pen = Lettering.pen(paper);
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns; c++) {
                Graphics2D place = (Graphics2D) pen.create(MARGIN + c * WIDTH, MARGIN + r * HEIGHT, WIDTH, HEIGHT);
                rows.get(r).get(c).chart.paint(place, WIDTH, HEIGHT);
                place.dispose();
            }
        }
        Lettering.left(pen, source, Lettering.SMALL, Lettering.FAINT, MARGIN, paper.getHeight() - (float) MARGIN);
        pen.dispose();
        return paper;
    }

    private static Color colour(int index) {
        Color colour = new Color(COLOURS[index % COLOURS.length]);
        for (int darker = index / COLOURS.length; darker > 0; darker--) {
            colour = colour.darker();
        }
        return colour;
    }

    /** 150000 is 150k; as many digits as tell ticks apart, and no noise of rounding. */
    static String tick(double value) {
        double size = Math.abs(value);
        if (size >= 1e3) {
            return size >= 1e6 ? tick(value / 1e6) + "M" : tick(value / 1e3) + "k";
        }
        return String.format(Locale.ROOT, size > 0 && size < 1e-3 ? "%.1e" : "%.4f", value)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }
}
