package io.moodstream.trainer.evaluation;

import io.moodstream.pipeline.frames.Expression;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A run and its outcome as pictures (PNG). */
public final class Charts {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 360;
  private static final int SQUARE = 760;
  private static final Color[] WHITE_TO_BLUE = {
    Color.WHITE, new Color(0x9e, 0xca, 0xe1), new Color(0x08, 0x51, 0x9c)
  };

  private Charts() {}

  /** Accuracy, loss and rate by epoch, one above the other. */
  public static byte[] curves(String name, String measured, List<EpochResult> history) {
    XYChart accuracy = chart(name + ": accuracy", "%");
    add(accuracy, "train", history, result -> 100 * result.train().accuracy());
    XYChart loss = chart("loss", "nats");
    add(loss, "train", history, result -> result.train().loss());
    List<EpochResult> seen =
        history.stream().filter(result -> result.measured().isPresent()).toList();
    if (!seen.isEmpty()) {
      add(accuracy, measured, seen, result -> 100 * result.measured().orElseThrow().accuracy());
      add(loss, measured, seen, result -> result.measured().orElseThrow().loss());
    }
    XYChart rate = chart("learning rate", "");
    rate.getStyler().setYAxisMin(0.0);
    add(rate, "rate", history, result -> result.rate());
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      BitmapEncoder.saveBitmap(List.of(accuracy, loss, rate), 3, 1, bytes, BitmapFormat.PNG);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows are what is shown, columns what the model sees; percent of each row. */
  public static byte[] confusion(String title, Confusion confusion) {
    int side = Expression.ALL.size();
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(SQUARE)
            .height(SQUARE)
            .title(title)
            .xAxisTitle("the model states")
            .yAxisTitle("the picture shows")
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setShowValue(true);
    chart.getStyler().setHeatMapValueDecimalPattern("#");
    chart.getStyler().setRangeColors(WHITE_TO_BLUE);
    chart.getStyler().setMin(0).setMax(100);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    List<Number[]> cells =
        IntStream.range(0, side * side).mapToObj(i -> cell(confusion, i % side, i / side)).toList();
    // The chart's y axis points up: the first expression belongs to the top.
    List<String> upwards =
        IntStream.range(0, side).mapToObj(i -> Expression.labels().get(side - 1 - i)).toList();
    chart.addSeries("% of the row", Expression.labels(), upwards, cells);
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Accuracy with its 95% interval by strength, one chart for each effect. */
  static byte[] robustness(Map<CameraEffect, List<Robustness.Point>> effects) {
    List<XYChart> charts = new ArrayList<>();
    effects.forEach((effect, points) -> charts.add(robustness(effect, points)));
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      BitmapEncoder.saveBitmap(charts, charts.size() / 2, 2, bytes, BitmapFormat.PNG);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static XYChart robustness(CameraEffect effect, List<Robustness.Point> points) {
    XYChart chart = chart(effect.title(), "% right");
    chart.setXAxisTitle(effect.unit());
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
    chart.getStyler().setLegendVisible(false);
    double[] levels = points.stream().mapToDouble(Robustness.Point::level).toArray();
    double[] right = points.stream().mapToDouble(point -> 100 * point.accuracy()).toArray();
    double[] spread =
        points.stream()
            .mapToDouble(it -> 50 * (it.interval().high() - it.interval().low()))
            .toArray();
    chart.addSeries(effect.title(), levels, right, spread).setMarker(SeriesMarkers.CIRCLE);
    return chart;
  }

  private static Number[] cell(Confusion confusion, int column, int rowFromBelow) {
    Expression shown = Expression.ALL.get(Expression.ALL.size() - 1 - rowFromBelow);
    int images = confusion.images(shown);
    int count = confusion.count(shown, Expression.ALL.get(column));
    return new Number[] {
      column, rowFromBelow, images == 0 ? 0 : Math.round(100.0 * count / images)
    };
  }

  private static XYChart chart(String title, String unit) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle(unit)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  private static void add(
      XYChart chart, String name, List<EpochResult> history, ToDoubleFunction<EpochResult> value) {
    double[] epochs = history.stream().mapToDouble(EpochResult::epoch).toArray();
    double[] values = history.stream().mapToDouble(value).toArray();
    // A line needs two points.
    Marker marker = epochs.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE;
    chart.addSeries(name, epochs, values).setMarker(marker);
  }
}
