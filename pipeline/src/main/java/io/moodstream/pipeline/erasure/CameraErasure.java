package io.moodstream.pipeline.erasure;

import io.moodstream.pipeline.erasure.ErasureReceipt.Content;
import io.moodstream.pipeline.erasure.ErasureReceipt.TopicResult;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.models.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Removes what a camera has left on Kafka and in the stages, and waits until it is gone: until all
 * topics, read wholly, hold nothing of it any more. May be repeated; what is gone already is not
 * missed.
 */
public final class CameraErasure {
  private final KafkaConnection kafka;
  private final ErasureRequest request;
  private final String by;
  private final Duration patience;
  private final Consumer<String> progress;

  /**
   * @param by who asks for it, for the audit
   * @param patience how long to wait until everything is gone
   * @param progress takes what is being done, a line each
   */
  public CameraErasure(
      KafkaConnection kafka,
      ErasureRequest request,
      String by,
      Duration patience,
      Consumer<String> progress) {
    this.kafka = kafka;
    this.request = request;
    this.by = by;
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * @return the receipt; incomplete if records are left when the patience is over
   * @throws ErasureIncomplete if a stage does not carry out its part in time
   * @throws ExecutionException if Kafka refuses a step; the cause states which
   */
  public ErasureReceipt run() throws InterruptedException, ExecutionException {
    Instant startedAt = Instant.now();
    try (Admin admin = kafka.admin()) {
      List<CameraTopic> topics = existing(admin);
      progress.accept("reading %d topics".formatted(topics.size()));
      Map<String, Finding> before = survey(topics, Map.of());
      audit("begun");
      var round = new ErasureRound(kafka, admin, request, startedAt.plus(patience));
      Map<TopicPartition, Long> boundaries = round.mark();
      Map<String, Finding> left = survey(topics, boundaries);
      Map<String, Long> others = new LinkedHashMap<>();
      TemporarySettings settings = TemporarySettings.of(admin, names(topics));
      try {
        while (!isEmpty(left) && Instant.now().isBefore(startedAt.plus(patience))) {
          progress.accept("removing: " + describe(left));
          round.remove(left, others);
          left = survey(stillConcerned(left), boundaries);
          if (isEmpty(left)) {
            left = survey(topics, boundaries);
          }
          if (ErasureRound.needsMark(left)) {
            // Frames of the range that were still on their way.
            Map<TopicPartition, Long> later = new HashMap<>(boundaries);
            later.putAll(round.mark());
            boundaries = later;
          }
        }
        progress.accept(isEmpty(left) ? "nothing is left" : "left: " + describe(left));
      } finally {
        settings.putBack();
      }
      Instant finishedAt = Instant.now();
      ErasureReceipt receipt =
          receipt(admin, startedAt, finishedAt, isEmpty(left), results(before, left, others));
      audit(
          "%s, receipt %s".formatted(isEmpty(left) ? "complete" : "incomplete", receipt.sha256()));
      return receipt;
    }
  }

  private ErasureReceipt receipt(
      Admin admin,
      Instant startedAt,
      Instant finishedAt,
      boolean complete,
      List<TopicResult> results)
      throws InterruptedException, ExecutionException {
    return ErasureReceipt.of(
        new Content(
            request.camera().value(),
            request.from().toString(),
            request.to().toString(),
            request.whole(),
            admin.describeCluster().clusterId().get(),
            startedAt.toString(),
            finishedAt.toString(),
            complete,
            results));
  }

  private void audit(String outcome) throws InterruptedException, ExecutionException {
    try (var producer = new ErasureProducer(kafka)) {
      producer.audit(
          AuditEntry.erased(
              Instant.now(), by, request.camera(), request.from(), request.to(), outcome));
    }
  }

  /** How many records all topics together hold of the camera. */
  public long countLeft() throws InterruptedException, ExecutionException {
    try (Admin admin = kafka.admin()) {
      return survey(existing(admin), Map.of()).values().stream().mapToLong(Finding::records).sum();
    }
  }

  private static List<CameraTopic> existing(Admin admin)
      throws InterruptedException, ExecutionException {
    Set<String> names = admin.listTopics().names().get();
    return CameraTopic.all().stream().filter(topic -> names.contains(topic.name())).toList();
  }

  private Map<String, Finding> survey(
      Collection<CameraTopic> topics, Map<TopicPartition, Long> boundaries) {
    try (var survey = new TopicSurvey(kafka, request, boundaries)) {
      return survey.read(topics);
    }
  }

  private static List<String> names(Collection<CameraTopic> topics) {
    return topics.stream().map(CameraTopic::name).toList();
  }

  private static List<CameraTopic> stillConcerned(Map<String, Finding> findings) {
    return findings.values().stream()
        .filter(finding -> !finding.isEmpty())
        .map(Finding::topic)
        .toList();
  }

  private static boolean isEmpty(Map<String, Finding> findings) {
    return findings.values().stream().allMatch(Finding::isEmpty);
  }

  private static String describe(Map<String, Finding> findings) {
    return String.join(
        ", ",
        findings.values().stream()
            .filter(finding -> !finding.isEmpty())
            .map(finding -> "%s %d".formatted(finding.topic().name(), finding.records()))
            .toList());
  }

  private static List<TopicResult> results(
      Map<String, Finding> before, Map<String, Finding> left, Map<String, Long> others) {
    return before.values().stream()
        .map(
            finding -> {
              String name = finding.topic().name();
              Finding remaining = left.get(name);
              return new TopicResult(
                  name,
                  finding.records(),
                  finding.bytes(),
                  finding.digest(),
                  others.getOrDefault(name, 0L),
                  remaining == null ? 0 : remaining.records());
            })
        .toList();
  }
}
