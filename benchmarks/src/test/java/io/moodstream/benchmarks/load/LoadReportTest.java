package io.moodstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class LoadReportTest {
  private static final LoadReport REPORT =
      new LoadReport(
          "2026-01-31",
          "LoadBenchmark --cameras 1,2",
          new Machine("A <fast> CPU", 2, 8000, "Linux 6", "17.0.1"),
          "synthetic:1",
          640,
          480,
          41_000,
          10,
          5,
          15,
          List.of(
              new LoopResult("bare loop", 1, 60, 16.5, 2.9, Map.of("decode", 0.5)),
              new LoopResult("paper's loop", 2, 25, 40, 2.5, Map.of())),
          List.of(scenario("1 cameras", 1, 10), scenario("2 cameras", 2, 50)));

  private static Scenario scenario(String name, int cameras, double analysed) {
    return new Scenario(
        name,
        cameras,
        10,
        analysed + 2,
        analysed,
        2,
        2.9,
        0.4,
        0.05,
        0.01,
        40,
        Map.of("stages: face-detector", 30.0, "broker: network", 9.9, "stages: alerts", 0.1),
        new Percentiles(150, 20, 30, 60, 99),
        600,
        210,
        410_000,
        Map.of("moodstream.frames.v1", 41_200.0));
  }

  @Test
  void shouldCompareThePeakWithTheLoops() {
    assertThat(REPORT.peak()).isEqualTo(50);
    assertThat(REPORT.ratio(LoadReport.PAPER, 2).orElseThrow()).isCloseTo(2, within(1e-9));
    assertThat(REPORT.ratio(LoadReport.PAPER, 1)).isEmpty();
  }

  @Test
  void shouldPrintALineForEachScenarioAndStateTheWarmUp() {
    assertThat(REPORT.table().lines())
        .anyMatch(line -> line.contains("5 s of warm-up before each 15 s measured"))
        .anyMatch(line -> line.startsWith("1 cameras"))
        .anyMatch(line -> line.startsWith("2 cameras") && line.contains("50.0"))
        .anyMatch(line -> line.equals("peak / paper's loop with 2 threads: 2.00"));
  }

  @Test
  void shouldBeWrittenAsJson() throws IOException {
    var json = new ObjectMapper();

    JsonNode read = json.readTree(json.writeValueAsString(REPORT));

    assertThat(read.at("/scenarios/1/delays/p99").asInt()).isEqualTo(60);
    assertThat(read.at("/scenarios/0/cpuByPart/broker: network").asDouble()).isEqualTo(9.9);
    assertThat(read.at("/loops/0/stepMillis/decode").asDouble()).isEqualTo(0.5);
    assertThat(read.at("/machine/cores").asInt()).isEqualTo(2);
    assertThat(json.readValue(json.writeValueAsString(REPORT), LoadReport.class)).isEqualTo(REPORT);
  }

  @Test
  void shouldBeAPageOfWellFormedPlots() throws Exception {
    String page = ReportPage.of(REPORT);

    assertThat(page).contains("A &lt;fast> CPU").contains("stages: face-detector");
    assertThat(page).as("small parts are shown as one").doesNotContain("stages: alerts");
    List<String> plots =
        Pattern.compile("(?s)<svg.*?</svg>")
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(plots).hasSize(5);
    for (String plot : plots) {
      var root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(plot)))
              .getDocumentElement();
      assertThat(root.getElementsByTagName("text").getLength()).isPositive();
    }
  }
}
