package io.moodstream.allinone.commands.privacy;

import io.moodstream.allinone.Failure;
import io.moodstream.allinone.options.InstallationOptions;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.pipeline.Span;
import io.moodstream.pipeline.erasure.CameraErasure;
import io.moodstream.pipeline.erasure.ErasureIncomplete;
import io.moodstream.pipeline.erasure.ErasureReceipt;
import io.moodstream.pipeline.erasure.ErasureReceipt.Content;
import io.moodstream.pipeline.erasure.ErasureRequest;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.AccessDenied;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes what a camera has left, with a receipt. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Removes all records of a camera, or those of a time, from a running moodstream.",
      "Waits until they are gone and writes a receipt. Kafka deletes frames, faces and expressions from the",
      "beginning of a partition: older ones of cameras in the same partition go too, their",
      "statistics stay. The receipt counts them."
    })
public final class EraseCommand implements Callable<Integer> {
  private static final int INCOMPLETE = 1;

  @Mixin private InstallationOptions installation = new InstallationOptions();

  @Option(names = "--camera", paramLabel = "ID", description = "The camera.")
  private @Nullable String camera;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only from this time on (RFC 3339). Default: from the beginning.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only before this time. Default: up to now. Windows that overlap it go whole.")
  private @Nullable String to;

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = "Where to write the receipt. Default: standard output.")
  private @Nullable Path receipt;

  @Option(
      names = "--patience",
      paramLabel = "SPAN",
      defaultValue = "10m",
      description = "How long to wait until everything is gone. Default: ${DEFAULT-VALUE}")
  private Span patience = Span.parse("10m");

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Instead: whether a receipt is unchanged and still nothing is left.")
  private @Nullable Path check;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    if ((camera == null) == (check == null)) {
      throw new UsageError("give --camera ID, or --check FILE");
    }
    KafkaConnection kafka = installation.connect(Topics.EXPRESSIONS);
    try {
      return check == null ? erase(kafka) : check(kafka, check);
    } catch (ExecutionException e) {
      throw new Failure(
          AccessDenied.explain(e, List.of(KafkaUser.ERASURE))
              .orElseGet(
                  () ->
                      "Kafka refuses the erasure: "
                          + Objects.requireNonNullElse(e.getCause(), e).getMessage()),
          e);
    } catch (ErasureIncomplete e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  private int erase(KafkaConnection kafka)
      throws InterruptedException, ExecutionException, IOException {
    ErasureRequest request =
        UsageError.unlessValid(
            () ->
                ErasureRequest.of(
                    new CameraId(String.valueOf(camera)),
                    time("--from", from),
                    time("--to", to),
                    Instant.now()));
    ErasureReceipt written =
        new CameraErasure(kafka, request, user(), patience.duration(), this::say).run();
    if (receipt == null) {
      spec.commandLine().getOut().println(written.toJson());
      spec.commandLine().getOut().flush();
    } else {
      Files.writeString(receipt, written.toJson() + System.lineSeparator());
      say("receipt in " + receipt);
    }
    return written.content().complete() ? 0 : INCOMPLETE;
  }

  private int check(KafkaConnection kafka, Path file)
      throws InterruptedException, ExecutionException, IOException {
    ErasureReceipt read = read(file);
    if (!read.matchesItsHash()) {
      say("the receipt has been changed: its hash is not that of its content");
      return INCOMPLETE;
    }
    Content content = read.content();
    var request =
        new ErasureRequest(
            new CameraId(content.camera()),
            Instant.parse(content.from()),
            Instant.parse(content.to()),
            content.whole());
    long left =
        new CameraErasure(kafka, request, user(), patience.duration(), this::say).countLeft();
    say(
        left == 0
            ? "the receipt is unchanged, and nothing of camera '%s' from %s to %s is left"
                .formatted(content.camera(), content.from(), content.to())
            : "the receipt is unchanged, but %d records of that time are there".formatted(left));
    return left == 0 ? 0 : INCOMPLETE;
  }

  private static ErasureReceipt read(Path file) throws IOException {
    byte[] json = Files.readAllBytes(file);
    try {
      return ErasureReceipt.parse(json);
    } catch (IOException e) {
      throw new Failure("%s is not a receipt of 'moodstream erase'".formatted(file), e);
    }
  }

  private static Optional<Instant> time(String option, @Nullable String text) {
    try {
      return Optional.ofNullable(text).map(given -> OffsetDateTime.parse(given).toInstant());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s: '%s' is not an RFC 3339 time such as 2026-11-30T12:00:00Z".formatted(option, text),
          e);
    }
  }

  /** On standard error: standard output is for the receipt. */
  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private static String user() {
    return System.getProperty("user.name", "unknown") + ", command line";
  }
}
