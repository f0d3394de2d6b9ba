package io.moodstream.benchmarks.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Plots as inline SVG. */
public final class Svg {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 300;
  private static final int LEFT = 60;
  private static final int BOTTOM = 40;
  private static final int TOP = 14;
  private static final int TICKS = 5;

  /** Distinct to colour-blind readers as well: Okabe and Ito's palette. */
  public static final List<String> COLOURS =
      List.of(
          "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#666666");

  /**
   * @param values one for each label
   */
  public record Series(String name, List<Double> values) {}

  private Svg() {}

  /** One line for each series, over evenly spaced labels. */
  public static String lines(String unit, List<String> labels, List<Series> series) {
    double top = nice(series.stream().flatMap(one -> one.values().stream()));
    var svg = frame(unit, labels, top);
    for (int i = 0; i < series.size(); i++) {
      var points = new StringBuilder();
      List<Double> values = series.get(i).values();
      for (int at = 0; at < values.size(); at++) {
        points.append(text("%.1f,%.1f ", x(at, labels.size()), y(values.get(at), top)));
      }
      svg.append(
          text(
              "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>",
              points.toString().strip(), colour(i)));
    }
    return svg.append("</svg>").append(legend(series)).toString();
  }

  /** One column for each label, of one part for each series. */
  public static String columns(String unit, List<String> labels, List<Series> series) {
    double[] sums = new double[labels.size()];
    series.forEach(
        one -> {
          for (int at = 0; at < sums.length; at++) {
            sums[at] += one.values().get(at);
          }
        });
    double top = nice(Arrays.stream(sums).boxed());
    var svg = frame(unit, labels, top);
    double width = 0.6 * (WIDTH - LEFT) / Math.max(1, labels.size());
    double[] below = new double[labels.size()];
    for (int i = 0; i < series.size(); i++) {
      for (int at = 0; at < labels.size(); at++) {
        double value = series.get(i).values().get(at);
        double upper = y(below[at] + value, top);
        svg.append(
            text(
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>",
                x(at, labels.size()) - width / 2,
                upper,
                width,
                y(below[at], top) - upper,
                colour(i)));
        below[at] += value;
      }
    }
    return svg.append("</svg>").append(legend(series)).toString();
  }

  private static StringBuilder frame(String unit, List<String> labels, double top) {
    var svg =
        new StringBuilder(
            text("<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>", WIDTH, HEIGHT, unit));
    for (int tick = 0; tick <= TICKS; tick++) {
      double value = top * tick / TICKS;
      double y = y(value, top);
      svg.append(text("<line x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>", LEFT, WIDTH, y, y));
      svg.append(
          text(
              "<text x='%d' y='%.1f' text-anchor='end'>%s</text>",
              LEFT - 6, y + 4, shortened(value)));
    }
    for (int at = 0; at < labels.size(); at++) {
      svg.append(
          text(
              "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>",
              x(at, labels.size()), HEIGHT - 20, escaped(labels.get(at))));
    }
    return svg.append(text("<text x='2' y='11'>%s</text>", escaped(unit)));
  }

  private static String legend(List<Series> series) {
    var legend = new StringBuilder("<p class='legend'>");
    for (int i = 0; i < series.size(); i++) {
      legend.append(
          text(
              "<span><i style='background:%s'></i>%s</span> ",
              colour(i), escaped(series.get(i).name())));
    }
    return legend.append("</p>").toString();
  }

  private static double x(int at, int labels) {
    return LEFT + (at + 0.5) * (WIDTH - LEFT) / Math.max(1, labels);
  }

  private static double y(double value, double top) {
    return HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP);
  }

  private static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  /** 1, 2 or 5 times a power of ten, at least the largest of the values. */
  static double nice(Stream<Double> values) {
    double largest = Math.max(1e-9, values.mapToDouble(Double::doubleValue).max().orElse(1));
    double power = Math.pow(10, Math.floor(Math.log10(largest)));
    for (double factor : new double[] {1, 2, 5}) {
      if (largest <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String shortened(double value) {
    return value >= 10 || value == 0 ? text("%.0f", value) : text("%.1f", value);
  }

  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
