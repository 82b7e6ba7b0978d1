package org.hypnos.examples.report;

import com.google.common.collect.ImmutableList;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves as a picture of their own.
 *
 * @param across what runs from left to right
 * @param up what runs from below
 * @param logarithmic whether the axis from left to right is
 * @param curves those of which none is empty, at least one
 */
public record Plot(String title, String across, String up, boolean logarithmic, List<Series> curves) {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 560;
    private static final int LEGEND_LINE = 28;
    private static final int MOST_POINTS = 1000;
    private static final int FEW = 60;
    private static final Color INK = new Color(0x1f2433);
    private static final Color SOFT = new Color(0x5d6478);
    private static final Color LINES = new Color(0xe3e1d9);
    private static final ImmutableList<Color> COLOURS = ImmutableList.of(
            new Color(0x2f5fb3),
            new Color(0xc4591a),
            new Color(0x23866b),
            new Color(0x8b4bab),
            new Color(0xb3841a),
            new Color(0xb83a5e),
            new Color(0x4a8fa8),
            new Color(0x6b7280));

    /** One below the other. */
    public static BufferedImage picture(List<Plot> plots) {
        int height = plots.stream().mapToInt(Plot::height).sum();
        BufferedImage all = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = all.createGraphics();
        int top = 0;
        for (Plot plot : plots) {
            graphics.drawImage(BitmapEncoder.getBufferedImage(plot.chart()), 0, top, null);
            top += plot.height();
        }
        graphics.dispose();
        return all;
    }

    private int height() {
        return HEIGHT + curves.size() * LEGEND_LINE;
    }

    private XYChart chart() {
        Extent extent = Extent.of(curves);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(height())
                .title(title + (extent.cut() ? " (some numbers lie above the frame)" : ""))
                .xAxisTitle(across)
                .yAxisTitle(up)
                .build();
        dress(chart.getStyler());
        if (logarithmic) {
            chart.getStyler().setXAxisLogarithmic(true);
        } else {
            chart.getStyler().setXAxisMin(extent.left()).setXAxisMax(extent.right());
        }
        chart.getStyler().setYAxisMin(extent.low()).setYAxisMax(extent.high());
        for (int i = 0; i < curves.size(); i++) {
            add(chart, curves.get(i), i);
        }
        return chart;
    }

    private static void dress(XYStyler styler) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartPadding(16)
                .setChartFontColor(INK)
                .setChartTitleFont(font.deriveFont(Font.BOLD, 19))
                .setLegendFont(font)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Vertical)
                .setPlotBorderVisible(false);
        styler.setAxisTitleFont(font)
                .setAxisTickLabelsFont(font)
                .setAxisTickLabelsColor(SOFT)
                .setAxisTickMarksColor(SOFT)
                .setPlotGridLinesColor(LINES)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setXAxisTickMarkSpacingHint(120)
                .setXAxisMaxLabelCount(10)
                .setErrorBarsColorSeriesColor(true)
                .setXAxisTickLabelsFormattingFunction(Plot::label)
                .setYAxisTickLabelsFormattingFunction(Plot::label);
        styler.setMarkerSize(6).setLocale(Locale.ROOT);
    }

    private static String label(double tick) {
        return Ticks.text(new BigDecimal(String.format(Locale.ROOT, "%.6g", tick)));
    }

    private static void add(XYChart chart, Series whole, int index) {
        Series curve = whole.thinned(MOST_POINTS);
        List<Series.Point> points = curve.points();
        boolean few = points.size() <= FEW;
        double[] x = points.stream().mapToDouble(Series.Point::x).toArray();
        double[] y = points.stream().mapToDouble(Series.Point::y).toArray();
        double[] halves = points.stream()
                .mapToDouble(point -> point.hasInterval() ? (point.high() - point.low()) / 2 : 0)
                .toArray();
        boolean bars = few && points.stream().anyMatch(Series.Point::hasInterval);
        XYSeries series = bars ? chart.addSeries(curve.name(), x, y, halves) : chart.addSeries(curve.name(), x, y);
        Color colour = COLOURS.get(index % COLOURS.size());
        series.setMarker(few ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setMarkerColor(colour);
        series.setLineColor(colour).setLineWidth(2);
    }
}
