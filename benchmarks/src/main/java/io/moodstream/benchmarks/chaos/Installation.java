package io.moodstream.benchmarks.chaos;

import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A moodstream with synthetic cameras, and what a supervisor does for it. */
interface Installation extends AutoCloseable {
  /** Starts each process that has ended. */
  void revive() throws IOException, InterruptedException;

  /** Those that run. */
  List<Victim> victims();

  boolean isReady() throws IOException, InterruptedException;

  /** Of the Kafka of now: its address may change with a start. */
  KafkaConnection kafka() throws IOException;

  /** Of the dashboard. */
  URI url() throws IOException;

  /** What the processes printed last, for a report of a start that failed. */
  String output() throws IOException;

  @Override
  void close();
}
