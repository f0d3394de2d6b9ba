package io.moodstream.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.summaries.Step;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The frames that were published, by their ids, and what became of them. */
final class Ledger {
  private static final Duration INCOMPLETE = Duration.ofSeconds(20);

  private final Installation installation;
  private final Instant begin = Instant.now().minus(Duration.ofHours(1));

  /** Of all rounds: frames are deleted after two minutes. */
  private final Set<FrameId> published = new HashSet<>();

  private record Window(String camera, Instant from) {}

  /**
   * @param windows that do not count the frames that were answered in them
   */
  record Balance(int frames, int lost, long twice, long windows) {
    boolean isEven() {
      return lost == 0 && twice == 0 && windows == 0;
    }
  }

  Ledger(Installation installation) {
    this.installation = installation;
  }

  /** Notes the frames that are on Kafka now. */
  void note() throws IOException {
    read(Topics.FRAMES).forEach(frame -> published.add(FrameHeaders.of(frame.headers()).id()));
  }

  Balance balance() throws IOException, InterruptedException {
    note();
    List<FrameInfo> answers =
        read(Topics.EXPRESSIONS).stream()
            .map(ConsumerRecord::value)
            .map(FrameExpressions::frame)
            .toList();
    Set<FrameId> answered = new HashSet<>();
    answers.forEach(answer -> answered.add(answer.id()));
    var open = new HashSet<>(published);
    open.removeAll(answered);
    return new Balance(
        published.size(), open.size(), answers.size() - answered.size(), different(answers));
  }

  /** By the installation's own clock. */
  private long different(List<FrameInfo> answers) throws IOException, InterruptedException {
    Instant latest =
        answers.stream().map(FrameInfo::capturedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
    Map<Window, Long> expected = new HashMap<>();
    for (FrameInfo answer : answers) {
      if (answer.outcome() == Outcome.ANALYSED) {
        var window =
            new Window(answer.camera().value(), Step.TEN_SECONDS.windowStart(answer.capturedAt()));
        expected.merge(window, 1L, Long::sum);
      }
    }
    expected.keySet().removeIf(window -> window.from().isAfter(latest.minus(INCOMPLETE)));
    Map<Window, Long> counted = summaries();
    return expected.entrySet().stream()
        .filter(window -> !window.getValue().equals(counted.get(window.getKey())))
        .count();
  }

  private Map<Window, Long> summaries() throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "%s/api/v1/summaries?step=%s&from=%s"
                .formatted(installation.url(), Step.TEN_SECONDS.label(), begin));
    Map<Window, Long> counted = new HashMap<>();
    for (JsonNode summary : new JsonMapper().readTree(Http.body(uri)).path("series")) {
      counted.put(
          new Window(summary.get("camera").asText(), Instant.parse(summary.get("from").asText())),
          summary.get("frames").asLong());
    }
    return counted;
  }

  private <K, V> List<ConsumerRecord<K, V>> read(Topic<K, V> topic) throws IOException {
    Properties properties = installation.kafka().clientProperties();
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(properties, topic.key().deserializer(), topic.value().deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(partition -> new TopicPartition(topic.name(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<K, V>>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }
}
