package io.moodstream.pipeline.stage;

/**
 * One part of the pipeline with a life of its own. A process is a list of stages ({@link
 * Pipeline}); they share nothing but topics.
 */
public interface Stage extends AutoCloseable {
  /** As in the module list: {@code face-detector}. */
  String name();

  /**
   * Begins to work and returns soon; {@link #health} reports when it is up. Called once.
   *
   * @throws RuntimeException if it cannot start; the message is for the user
   */
  void start();

  Health health();

  /** Ends within seconds; what is unfinished is taken up at the next start. Idempotent. */
  @Override
  void close();
}
