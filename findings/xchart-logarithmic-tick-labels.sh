#!/usr/bin/env bash
# XChart lets one set a function that formats the labels of an axis's ticks. On a logarithmic axis the function does more
# than format: with it the ticks are computed as for a linear axis, while the data stay where the logarithm puts them.
# Nothing fails, the chart looks right, and all its values read wrongly: below, the point 100 stands beside the label
# 5000. For a logarithmic axis set a decimal pattern (setYAxisDecimalPattern), which leaves the ticks alone.
set -euo pipefail

version=3.8.8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# the library alone: what it writes PDF and SVG with is not needed here
mvn -q -B dependency:copy -Dartifact="org.knowm.xchart:xchart:$version" -DoutputDirectory=lib

cat > Labels.java <<'JAVA'
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

public class Labels {
    public static void main(String[] args) {
        System.out.println("linear: the point beside label 5000 is 5000: " + beside(false, 5000));
        System.out.println("logarithmic: the point beside label 5000 is 5000: " + beside(true, 5000));
        System.out.println("logarithmic: the point beside label 5000 is 100: " + beside(true, 100));
    }

    /** Draws one red point, and of the labels of an axis from 1 to 10000 only 5000, in blue. Are they in one line? */
    private static boolean beside(boolean logarithmic, double point) {
        XYChart chart = new XYChartBuilder().width(500).height(400).build();
        chart.getStyler().setYAxisLogarithmic(logarithmic).setYAxisMin(1.0).setYAxisMax(10_000.0);
        chart.getStyler().setXAxisTicksVisible(false).setLegendVisible(false).setAntiAlias(false);
        chart.getStyler().setYAxisTickLabelsColor(Color.BLUE);
        chart.getStyler().setyAxisTickLabelsFormattingFunction( // no two may be equal, so blanks of different lengths
                value -> value == 5000 ? "5000" : " ".repeat(1 + (int) Math.abs(value / 1000)));
        chart.addSeries("point", new double[] {1}, new double[] {point})
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(Color.RED);
        BufferedImage image = BitmapEncoder.getBufferedImage(chart);
        return Math.abs(row(image, Color.BLUE) - row(image, Color.RED)) <= 3;
    }

    /** The middle of the rows in which there is a colour. */
    private static double row(BufferedImage image, Color color) {
        return java.util.stream.IntStream.range(0, image.getHeight())
                .filter(y -> java.util.stream.IntStream.range(0, image.getWidth())
                        .anyMatch(x -> image.getRGB(x, y) == color.getRGB()))
                .average()
                .orElseThrow();
    }
}
JAVA

echo "xchart $version"
echo "guess: a label's formatting function changes a label's text, so that the point 5000 is beside the label 5000"
java -Djava.awt.headless=true -XX:TieredStopAtLevel=1 -Xmx128m -cp 'lib/*' Labels.java > seen
sed 's/^/seen: /' seen

cat > expected <<'END'
linear: the point beside label 5000 is 5000: true
logarithmic: the point beside label 5000 is 5000: false
logarithmic: the point beside label 5000 is 100: true
END
diff expected seen || {
    echo "CHANGED: < is what was expected, > is what was seen"
    exit 1
}
echo "as found: linear labels beside logarithmic data"
