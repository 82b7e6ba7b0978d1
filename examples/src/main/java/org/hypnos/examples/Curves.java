package org.hypnos.examples;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.hypnos.core.io.AtomicFile;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Lines in one picture, such as errors by step. */
final class Curves {
    private final XYChart chart;

    /** An empty picture with these titles, whose x axis is logarithmic. */
    Curves(String title, String x, String y) {
        chart = new XYChartBuilder()
                .width(800)
                .height(500)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
    }

    Curves add(String name, double[] x, double... y) {
        chart.addSeries(name, x, y);
        return this;
    }

    /** Makes the y axis logarithmic, too. */
    Curves logarithmic() {
        chart.getStyler().setYAxisLogarithmic(true);
        return this;
    }

    /** Writes the picture to a PNG. */
    void write(Path file) throws IOException {
        AtomicFile.write(file, out -> ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", out));
    }
}
