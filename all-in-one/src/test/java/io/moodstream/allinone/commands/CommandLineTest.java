package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.allinone.Failure;
import io.moodstream.allinone.options.StageOptions;
import io.moodstream.pipeline.stage.Health;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandLineTest extends CommandLineFixture {
  @Test
  void shouldNameAnUnknownOption() {
    assertThat(execute("run", "--colour", "blue")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            moodstream: Unknown options: '--colour', 'blue'
            Try 'moodstream run --help'.
            """);
  }

  @Test
  void shouldRunEverythingWhenNoCommandIsGiven() {
    assertThat(Moodstream.withDefaultCommand()).containsExactly("run");
    assertThat(Moodstream.withDefaultCommand("--port", "1")).containsExactly("run", "--port", "1");
    assertThat(Moodstream.withDefaultCommand("--help")).containsExactly("--help");
    assertThat(Moodstream.withDefaultCommand("detect")).containsExactly("detect");
  }

  @Test
  void shouldListItsCommands() {
    assertThat(execute("--help")).isEqualTo(0);
    assertThat(out.toString()).contains("run", "Live expression analytics");
  }

  @Test
  void shouldShowTheOptionsOfRunUnderHeadingsWithTheirDefaults() {
    assertThat(execute("run", "--help")).isZero();

    assertThat(out.toString())
        .containsSubsequence(
            "--camera",
            "Dashboard:",
            "--port",
            "Kafka:",
            "--kafka-config",
            "Load:",
            "--freshness",
            "Default: 2s",
            "Face detection:",
            "--search-interval",
            "Statistics:",
            "--min-people")
        .doesNotContain("${", "PT");
    List<String> options = out.toString().lines().filter(line -> line.contains(" --")).toList();
    assertThat(options).doesNotHaveDuplicates().hasSizeGreaterThan(25);
  }

  @Test
  void shouldPrintAScriptThatCompletesItsCommands() {
    assertThat(execute("completion")).isZero();
    assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("--kafka-listen");
  }

  @Test
  void shouldNameACameraThatCannotBe() {
    assertThat(execute("run", "--camera", "hall")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("moodstream: Invalid value for option '--camera'")
        .contains("'hall'")
        .hasLineCount(2);
  }

  @Test
  void shouldRefuseTwoCamerasOfOneId() {
    int code =
        execute(
            "run",
            "--data-dir",
            folder.toString(),
            "--camera",
            "hall=synthetic:1",
            "--camera",
            "hall=none.mp4");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("moodstream: camera hall is given twice: each camera needs its own id");
  }

  @Test
  void shouldNameAPortThatIsTaken() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(socket.getLocalPort());

      assertThat(execute("run", "--port", port, "--data-dir", folder.toString())).isEqualTo(1);

      assertThat(err.toString())
          .startsWith("moodstream: cannot listen on 127.0.0.1:" + port)
          .contains("Choose another --port")
          .hasLineCount(1);
    }
  }

  @Test
  void shouldNameACertificateThatIsMissing() throws IOException {
    Path missing = folder.resolve("cert.pem");
    Path key = Files.writeString(folder.resolve("key.pem"), "");

    assertThat(runOnAFreePort("--tls-cert", missing.toString(), "--tls-key", key.toString()))
        .isEqualTo(1);

    assertThat(err.toString())
        .isEqualToIgnoringNewLines("moodstream: --tls-cert: no such file: " + missing);
  }

  @Test
  void shouldAskForTheKeyOfACertificate() throws IOException {
    Path certificate = Files.writeString(folder.resolve("cert.pem"), "");

    assertThat(runOnAFreePort("--tls-cert", certificate.toString())).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("moodstream: --tls-cert and --tls-key go together: give both or none");
  }

  private int runOnAFreePort(String... more) {
    var args = new ArrayList<>(List.of("run", "--port", "0", "--data-dir", folder.toString()));
    args.addAll(List.of(more));
    return execute(args.toArray(String[]::new));
  }

  @Test
  void shouldPutIntoWordsWhatAnExceptionLeavesToItsType() {
    var missing = new NoSuchFileException("/x/y.png");

    assertThat(Moodstream.line(missing)).isEqualTo("no such file or folder: /x/y.png");
    assertThat(Moodstream.line(new UncheckedIOException(missing)))
        .isEqualTo("no such file or folder: /x/y.png");
    assertThat(Moodstream.line(new UncheckedIOException("cannot unpack a model", missing)))
        .isEqualTo("cannot unpack a model: no such file or folder: /x/y.png");
    assertThat(Moodstream.line(new AccessDeniedException("/x"))).endsWith("may not use /x");
    assertThat(Moodstream.line(new NotDirectoryException("/x"))).contains("NotDirectory", "/x");
    assertThat(Moodstream.line(new IOException("broken pipe"))).isEqualTo("broken pipe");
    assertThat(
            Moodstream.line(
                new KafkaException(
                    "Failed to construct kafka consumer", new KafkaException("no key store"))))
        .isEqualTo("no key store");
  }

  @Test
  void shouldSayThatTheDiskIsFullHoweverItIsWrapped() {
    var full = new FileSystemException("/d/state", null, "No space left on device");

    for (Exception problem :
        List.of(
            full,
            new UncheckedIOException("cannot unpack a model", full),
            new KafkaException("store summaries: IO error: No space left on device: /d/0.log"),
            new IllegalStateException("the stage has ended", full))) {
      assertThat(Moodstream.line(problem)).startsWith("the disk is full: ");
    }
    assertThat(
            StageOptions.failure(
                new Health.Check("aggregator", Health.Status.DOWN, "No space left on device")))
        .isEqualTo("aggregator has failed: the disk is full: No space left on device");
  }

  @Test
  void shouldShowADefectWithItsTraceAndNothingElse() {
    CommandLine commandLine =
        commandLine()
            .addSubcommand("defect", new Throwing(new IllegalStateException("a slip")))
            .addSubcommand("trouble", new Throwing(new Failure("no camera named hall")))
            .setErr(new PrintWriter(err, true));

    assertThat(Moodstream.execute(commandLine, "defect")).isEqualTo(1);
    assertThat(err.toString()).contains("IllegalStateException: a slip", "at io.moodstream.");
    err.getBuffer().setLength(0);
    assertThat(Moodstream.execute(commandLine, "trouble")).isEqualTo(1);
    assertThat(err.toString()).isEqualToNormalizingNewlines("moodstream: no camera named hall\n");
  }

  @Test
  void shouldNameADetectorsParameterThatCannotBe() {
    int code =
        execute(
            "detect",
            "--bootstrap-servers",
            "127.0.0.1:1",
            "--data-dir=" + folder,
            "--haar-scale",
            "0.9");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            moodstream: detector setting scaleFactor: above 1, up to 2 expected, not 0.9
            Try 'moodstream detect --help'.
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --data x                    | --out DIR is missing",
        "train --data x --out o --epochs 0 | --epochs is 0: at least 1",
        "train --data x --out o --rate 5   | --rate is 5.0: above 0, up to 1",
        "train --data x --architecture foo | known are paper, compact, tiny",
        "detect                            | --bootstrap-servers HOST:PORT is missing",
        "classify                          | --bootstrap-servers HOST:PORT is missing",
        "camera --camera a=synthetic       | --bootstrap-servers HOST:PORT is missing",
        "classify --threads 0              | threads: at least 1, not 0",
        "detect --admin-listen x           | '--admin-listen': 'x' is not host:port",
        "aggregate --query-listen [::1]:0  | query port: 1 to 65535, not 0",
        "aggregate --min-people -1         | -1",
        "aggregate --min-people 1001       | 1001",
        "detect --detector yunet           | --detector yunet needs --detector-model FILE",
        "dashboard --aggregator ftp://x    | aggregator 'ftp://x' is not http://host:port",
        "run --port 70000                  | port 70000 is not in 0..65535",
        "run --kafka-listen 0.0.0.0:9092   | such as 192.168.1.5:9092",
        "run --kafka-listen [::]:9092      | such as 192.168.1.5:9092",
        "run --kafka-listen h:70000        | port 70000 is not in 0..65535"
      })
  void shouldTellWhatIsTypedWronglyFromWhatFails(String typed, String message) {
    assertThat(execute(typed.split(" "))).as(err.toString()).isEqualTo(2);

    String command = typed.replaceFirst(" .*", "");
    assertThat(err.toString())
        .startsWith("moodstream: ")
        .contains(message)
        .endsWith("Try 'moodstream %s --help'.%n".formatted(command))
        .hasLineCount(2);
  }

  @Test
  void shouldRefuseASettingBeforeAnythingIsStarted() {
    assertThat(runOnAFreePort("--threads", "0")).isEqualTo(2);
    assertThat(folder.resolve("kafka")).doesNotExist();
  }

  @Test
  void shouldSayThatTheDataDirIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThat(execute("run", "--port", "0", "--data-dir", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("cannot use " + file + " as --data-dir").hasLineCount(1);
  }

  @Command
  private record Throwing(RuntimeException problem) implements Runnable {
    @Override
    public void run() {
      throw problem;
    }
  }
}
