package io.moodstream.cameraproducer.wanted;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The camera machine's reader of wanted cameras, in its package, without Kafka. */
public final class FuzzedConfigs {
  private final ConfigTail tail;

  public FuzzedConfigs(MeterRegistry metrics, String machine) {
    tail =
        new ConfigTail(
            () -> {
              throw new IllegalStateException("records come from the benchmark");
            },
            metrics,
            machine,
            (cameras, removed) -> {});
  }

  public void read(ConsumerRecord<byte[], byte[]> record) {
    tail.take(record);
  }
}
