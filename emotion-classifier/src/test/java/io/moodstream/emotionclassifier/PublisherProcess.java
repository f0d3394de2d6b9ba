package io.moodstream.emotionclassifier;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.testbroker.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * A process that publishes a model over a slow line, to be killed: {@code PublisherProcess
 * <bootstrap servers> <bundle>}.
 */
final class PublisherProcess {
  private static final String CLIENT = "slow-publisher";

  /** The broker lets one chunk pass, then makes the line wait for seconds. */
  private static final double BYTES_PER_SECOND = 10_000;

  private PublisherProcess() {}

  public static void main(String[] args) {
    var kafka = new KafkaConnection(args[0], Map.of("client.id", CLIENT));
    try (ModelRepository models = new ModelRepository(kafka)) {
      var unused = models.publish(ModelBundle.open(Path.of(args[1])).toZip(), "eve");
    }
  }

  static JavaProcess start(KafkaConnection kafka, Path bundle, Path output)
      throws IOException, InterruptedException, ExecutionException {
    try (Admin admin = kafka.admin()) {
      var client = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, CLIENT));
      var slow = new ClientQuotaAlteration.Op("producer_byte_rate", BYTES_PER_SECOND);
      admin
          .alterClientQuotas(List.of(new ClientQuotaAlteration(client, List.of(slow))))
          .all()
          .get();
    }
    return JavaProcess.start(
        output,
        JavaProcess.SMALL,
        PublisherProcess.class,
        kafka.bootstrapServers(),
        bundle.toString());
  }
}
