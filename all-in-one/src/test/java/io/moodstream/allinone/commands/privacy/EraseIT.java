package io.moodstream.allinone.commands.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.aggregator.Aggregator;
import io.moodstream.aggregator.AggregatorSettings;
import io.moodstream.aggregator.AggregatorStage;
import io.moodstream.allinone.broker.ClientFile;
import io.moodstream.allinone.broker.EmbeddedBroker;
import io.moodstream.allinone.commands.Moodstream;
import io.moodstream.pipeline.drift.ReferenceRequest;
import io.moodstream.pipeline.erasure.ErasureReceipt;
import io.moodstream.pipeline.erasure.ErasureReceipt.TopicResult;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the embedded broker: one of two cameras in the same partition is erased from every topic. */
class EraseIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int PARTITIONS = 8;
  private static final CameraId ERASED = new CameraId("waiting-room");

  /** Its records lie between those of the other, in the same partitions. */
  private static final CameraId KEPT = neighbour(ERASED);

  private static final String ANSWERED = KafkaUser.EMOTION_CLASSIFIER.changelog("answered-frames");

  private final Instant start = Step.ONE_HOUR.windowStart(Instant.now().minus(Duration.ofHours(2)));

  @TempDir private Path folder;
  private KafkaProducer<byte[], byte[]> producer;

  @Test
  void shouldLeaveNothingOfOneCameraAndTheStatisticsOfTheOther() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), Optional.empty())) {
      KafkaConnection kafka = broker.connection();
      createTopics(kafka);
      var bytes = new ByteArraySerializer();
      try (var opened = new KafkaProducer<>(kafka.clientProperties(), bytes, bytes);
          AggregatorStage aggregator =
              Aggregator.stage(
                  kafka,
                  new SimpleMeterRegistry(),
                  AggregatorSettings.defaults(),
                  folder.resolve("state"))) {
        // given
        producer = opened;
        aggregator.start();
        fill();
        await("summaries of both cameras")
            .atMost(LIMIT)
            .ignoreExceptions()
            .untilAsserted(
                () -> {
                  assertThat(hours(aggregator, ERASED)).isNotEmpty();
                  assertThat(hours(aggregator, KEPT)).isNotEmpty();
                });
        await("drift of both cameras, of an hour that is final")
            .atMost(LIMIT)
            .until(() -> read(kafka, Topics.DRIFT.name()).size() >= 2);
        Summary before = hours(aggregator, KEPT).get(0);
        assertThat(traces(kafka))
            .contains(
                Topics.FRAMES.name(),
                Topics.FACES.name(),
                Topics.EXPRESSIONS.name(),
                Topics.SHADOW.name(),
                Topics.SUMMARIES.name(),
                Topics.CAMERAS.name(),
                Topics.AUDIT.name(),
                Topics.DETECTOR_DEAD_LETTERS.name(),
                KafkaUser.AGGREGATOR.changelog("tallies"),
                KafkaUser.AGGREGATOR.changelog("summaries-10s"),
                KafkaUser.AGGREGATOR.changelog("summaries-1m"),
                KafkaUser.AGGREGATOR.changelog("summaries-1h"),
                Topics.DRIFT.name(),
                Topics.DRIFT_REFERENCES.name(),
                KafkaUser.AGGREGATOR.changelog("drift-references"),
                ANSWERED);

        // when
        Path file = folder.resolve("receipt.json");
        assertThat(erase(kafka, "--camera", ERASED.value(), "--receipt", file.toString())).isZero();

        // then: only the audit of the erasure names it
        assertThat(traces(kafka)).containsOnly(Topics.AUDIT.name());
        assertThat(audit(kafka))
            .filteredOn(entry -> entry.reason().contains(ERASED.value()))
            .extracting(AuditEntry::action)
            .containsExactly(Action.ERASED, Action.ERASED);
        assertThat(audit(kafka))
            .extracting(AuditEntry::reason)
            .contains("camera " + KEPT + " forgotten", "it is better");
        for (Step step : Step.values()) {
          assertThat(summaries(aggregator, ERASED, step)).isEmpty();
        }
        assertThat(hours(aggregator, KEPT).get(0)).isEqualTo(before);
        assertThat(read(kafka, Topics.DRIFT.name()))
            .extracting(record -> new String(record.key(), UTF_8))
            .contains(KEPT.value());

        // and the receipt holds
        ErasureReceipt receipt = ErasureReceipt.parse(Files.readAllBytes(file));
        assertThat(receipt.matchesItsHash()).isTrue();
        assertThat(receipt.content().complete()).isTrue();
        assertThat(receipt.content().topics()).allMatch(topic -> topic.left() == 0);
        assertThat(result(receipt, Topics.EXPRESSIONS.name()).found()).isEqualTo(40);
        assertThat(result(receipt, Topics.EXPRESSIONS.name()).othersDeleted()).isEqualTo(41);
        assertThat(result(receipt, Topics.SUMMARIES.name()).othersDeleted()).isZero();
        assertThat(erase(kafka, "--check", file.toString())).isZero();
        Files.writeString(file, Files.readString(file).replace("\"found\" : 40", "\"found\" : 4"));
        assertThat(erase(kafka, "--check", file.toString())).isEqualTo(1);
      }
    }
  }

  private void fill() throws Exception {
    for (CameraId camera : List.of(KEPT, ERASED)) {
      raw(ANSWERED, camera, "session-1".getBytes(UTF_8));
      raw(Topics.CAMERAS.name(), camera, camera.value().getBytes(UTF_8));
      raw(Topics.DRIFT_REFERENCES.name(), camera, reference(camera));
    }
    for (int i = 0; i < 40; i++) {
      for (CameraId camera : List.of(KEPT, ERASED)) {
        Instant at = start.plusSeconds(3L * i);
        send(camera, frame(camera, i, at));
        raw(Topics.FRAMES.name(), camera, ("picture of " + camera).getBytes(UTF_8));
        raw(Topics.FACES.name(), camera, ("faces of " + camera).getBytes(UTF_8));
        raw(Topics.SHADOW.name(), camera, ("both of " + camera).getBytes(UTF_8));
        raw(Topics.DETECTOR_DEAD_LETTERS.name(), camera, "bad".getBytes(UTF_8));
      }
    }
    // Ends the first hour of their partition.
    send(KEPT, frame(KEPT, 40, start.plusSeconds(3700)));
    for (String reason :
        List.of("camera " + KEPT + " forgotten", "camera " + ERASED + " forgotten")) {
      audit(new AuditEntry(start, "ada", Action.CAMERA_CHANGED, 0, 0, reason));
    }
    audit(new AuditEntry(start, "ada", Action.PROMOTED, 1, 2, "it is better"));
    audit(new AuditEntry(start, "bob", Action.PICTURES_VIEWED, 0, 0, "camera " + ERASED));
  }

  private byte[] reference(CameraId camera) {
    var request = new ReferenceRequest(camera, start, "ada");
    return Topics.DRIFT_REFERENCES
        .value()
        .serializer()
        .serialize(Topics.DRIFT_REFERENCES.name(), request);
  }

  private void audit(AuditEntry entry) throws Exception {
    byte[] value = Topics.AUDIT.value().serializer().serialize(Topics.AUDIT.name(), entry);
    write(new ProducerRecord<>(Topics.AUDIT.name(), entry.by().getBytes(UTF_8), value));
  }

  private static List<AuditEntry> audit(KafkaConnection kafka) throws Exception {
    return read(kafka, Topics.AUDIT.name()).stream()
        .map(
            record ->
                Topics.AUDIT.value().deserializer().deserialize(record.topic(), record.value()))
        .toList();
  }

  private void send(CameraId camera, FrameExpressions value) throws Exception {
    Topic<CameraId, FrameExpressions> topic = Topics.EXPRESSIONS;
    byte[] bytes = topic.value().serializer().serialize(topic.name(), value);
    long at = value.frame().capturedAt().toEpochMilli();
    write(new ProducerRecord<>(topic.name(), null, at, camera.value().getBytes(UTF_8), bytes));
  }

  private void raw(String topic, CameraId camera, byte[] value) throws Exception {
    var headers = new RecordHeaders().add("ce_source", ("/cameras/" + camera).getBytes(UTF_8));
    write(new ProducerRecord<>(topic, null, camera.value().getBytes(UTF_8), value, headers));
  }

  private void write(ProducerRecord<byte[], byte[]> record) throws Exception {
    var unused = producer.send(record).get();
  }

  /** The topics in which anything names the erased camera: a key, a value or a header. */
  private static Set<String> traces(KafkaConnection kafka) throws Exception {
    var found = new TreeSet<String>();
    try (Admin admin = kafka.admin()) {
      for (String topic : admin.listTopics().names().get()) {
        if (read(kafka, topic).stream().anyMatch(EraseIT::namesErased)) {
          found.add(topic);
        }
      }
    }
    return found;
  }

  private static boolean namesErased(ConsumerRecord<byte[], byte[]> record) {
    var text = new StringBuilder();
    for (byte[] part : new byte[][] {record.key(), record.value()}) {
      text.append(part == null ? "" : new String(part, ISO_8859_1)).append('\n');
    }
    record.headers().forEach(header -> text.append(new String(header.value(), ISO_8859_1)));
    return text.toString().contains(ERASED.value());
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(KafkaConnection kafka, String topic) {
    Properties properties = kafka.clientProperties();
    properties.put("auto.offset.reset", "earliest");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private int erase(KafkaConnection kafka, String... options) throws Exception {
    var file = new ClientFile(folder.resolve("client.properties"));
    file.write(kafka);
    List<String> arguments = new ArrayList<>(List.of("erase", "--kafka-config=" + file.path()));
    arguments.addAll(List.of(options));
    var lines = new StringWriter();
    int code =
        Moodstream.commandLine()
            .setOut(new PrintWriter(lines, true))
            .setErr(new PrintWriter(lines, true))
            .execute(arguments.toArray(String[]::new));
    System.out.println(lines);
    return code;
  }

  private static TopicResult result(ErasureReceipt receipt, String topic) {
    return receipt.content().topics().stream()
        .filter(each -> each.topic().equals(topic))
        .findFirst()
        .orElseThrow();
  }

  private List<Summary> hours(AggregatorStage aggregator, CameraId camera) {
    return summaries(aggregator, camera, Step.ONE_HOUR).stream()
        .filter(hour -> hour.isFinal() && hour.faces().analysed() == 40)
        .toList();
  }

  private List<Summary> summaries(AggregatorStage aggregator, CameraId camera, Step step) {
    return aggregator.summaries(Set.of(camera), step, start, Instant.now());
  }

  private static FrameExpressions frame(CameraId camera, int number, Instant at) {
    var info =
        new FrameInfo(camera, new FrameId("session-1", number), at, at, 640, 480, Outcome.ANALYSED);
    var face =
        new FaceExpression(
            number / 10,
            new Box(10, 20, 60, 80),
            1,
            new Probabilities(new float[] {0.02f, 0.01f, 0.03f, 0.8f, 0.1f, 0.03f, 0.01f}));
    return new FrameExpressions(info, 1, List.of(face));
  }

  private static void createTopics(KafkaConnection kafka) throws Exception {
    try (Admin admin = kafka.admin()) {
      Topics.createMissing(admin, (short) 1);
      admin
          .createTopics(
              List.of(
                  new NewTopic(ANSWERED, PARTITIONS, (short) 1)
                      .configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
    }
  }

  private static CameraId neighbour(CameraId camera) {
    return IntStream.range(0, 1000)
        .mapToObj(i -> new CameraId("hall-" + i))
        .filter(other -> partition(other) == partition(camera))
        .findFirst()
        .orElseThrow();
  }

  private static int partition(CameraId camera) {
    return Utils.toPositive(Utils.murmur2(camera.value().getBytes(UTF_8))) % PARTITIONS;
  }
}
