package io.moodstream.pipeline.trainings;

/** What is asked of the trainer. */
public sealed interface TrainingOrder permits TrainingRequest, TrainingCancellation {
  /** Of the training that it is about. */
  String id();
}
