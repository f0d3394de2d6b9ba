package io.moodstream.allinone.commands.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moodstream.allinone.commands.Moodstream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PlanCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine commandLine =
        Moodstream.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] command = new String[args.length + 1];
    command[0] = "plan";
    System.arraycopy(args, 0, command, 1, args.length);
    return commandLine.execute(command);
  }

  @Test
  void shouldPlanFromTheCostsThatShip() {
    int code = execute("--cameras", "500", "--rate", "5");

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.startsWith("500 cameras x 5 frames/s of 1280x720"))
        .anyMatch(line -> line.startsWith("face-detector"))
        .anyMatch(line -> line.startsWith("partitions"))
        .anyMatch(line -> line.startsWith("Not measured, and in no figure:"));
  }

  @Test
  void shouldPrintJson() throws IOException {
    int code = execute("--cameras", "100", "--rate", "5", "--size", "640x480", "--json");

    assertThat(code).isZero();
    JsonNode plan = new ObjectMapper().readTree(out.toString());
    assertThat(plan.at("/demand/cameras").asInt()).isEqualTo(100);
    assertThat(plan.at("/stages")).hasSize(5);
    assertThat(plan.at("/stages/0/cores").asDouble()).isPositive();
    assertThat(plan.at("/brokers/diskGigabytes").asDouble()).isPositive();
    assertThat(plan.at("/measured/machine").asText()).isNotEmpty();
    assertThat(plan.at("/measured/error").asDouble()).isBetween(0.0, 1.0);
    assertThat(plan.at("/notMeasured")).isNotEmpty();
  }

  @Test
  void shouldReportWhatWasNotMeasuredInsteadOfGuessing() {
    int code = execute("--cameras", "1", "--rate", "5", "--size", "3840x2160");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("not measured: 3840x2160 pixels with 2 faces at 5 frames/s")
        .contains("measured are cameras of ");
  }

  @Test
  void shouldRefuseValuesThatCannotBe() {
    assertThat(execute("--cameras", "0", "--rate", "5")).isEqualTo(2);
    assertThat(execute("--cameras", "1", "--rate", "5", "--size", "big")).isEqualTo(2);
    assertThat(execute("--cameras", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("'big' is not a size such as 1280x720").contains("--rate");
  }
}
