package io.moodstream.emotionclassifier.serving;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Pixels;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Holds the model that serves. Any number of threads may predict while another swaps: the faces of
 * one call are predicted by one model, and once {@link #swap} has returned no one uses the old one.
 * The caller that installed a model closes it.
 *
 * <p>After a promotion the old model stays behind the new one for a while: a call that the new one
 * fails is answered by the old one.
 */
public final class ModelSlot {
  /** Read to predict, written to swap: between two frames of every thread. */
  private final ReadWriteLock turn = new ReentrantReadWriteLock();

  private final AtomicReference<String> failure = new AtomicReference<>();
  private Served served;
  private Optional<Served> fallback = Optional.empty();
  private Optional<Canary> canary = Optional.empty();

  /** A model with its version and how long its calls take. */
  public record Served(int version, ExpressionModel model, InferenceTimes times) {
    Served(int version, ExpressionModel model) {
      this(version, model, new InferenceTimes());
    }

    Optional<Prediction> predict(List<Pixels> faces, AtomicReference<String> failure) {
      try {
        long start = System.nanoTime();
        var prediction = new Prediction(version, model.predict(faces));
        times.add(start, System.nanoTime(), faces.size());
        return Optional.of(prediction);
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
        // Of any kind: what a model does to a picture must not end the stage.
        failure.compareAndSet(null, Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
        return Optional.empty();
      }
    }
  }

  public ModelSlot(int version, ExpressionModel model) {
    served = new Served(version, model);
  }

  /**
   * All {@code faces} of one frame, by one model. Empty if no loaded model can predict them: the
   * frame goes unanalysed, and {@link #complaint} reports why.
   */
  public Optional<Prediction> predict(List<Pixels> faces) {
    turn.readLock().lock();
    try {
      return served
          .predict(faces, failure)
          .or(() -> fallback.flatMap(old -> old.predict(faces, failure)));
    } finally {
      turn.readLock().unlock();
    }
  }

  /** The same for a frame of {@code camera}, which the canary may serve. */
  public Optional<Prediction> predict(CameraId camera, List<Pixels> faces) {
    turn.readLock().lock();
    try {
      return canary
          .flatMap(it -> it.predict(camera, faces, same -> served.predict(same, failure)))
          .or(() -> predict(faces));
    } finally {
      turn.readLock().unlock();
    }
  }

  /** From the next frame on; empty for none. Once this returns the one before is not in use. */
  void canary(Optional<Canary> next) {
    turn.writeLock().lock();
    try {
      canary = next;
    } finally {
      turn.writeLock().unlock();
    }
  }

  Optional<Canary> canary() {
    turn.readLock().lock();
    try {
      return canary;
    } finally {
      turn.readLock().unlock();
    }
  }

  /**
   * From the next frame on {@code next} serves.
   *
   * @param next loaded and warm
   * @param keepOld whether the old one stays behind it
   */
  public void swap(int version, ExpressionModel next, boolean keepOld) {
    turn.writeLock().lock();
    try {
      fallback = keepOld ? Optional.of(served) : Optional.empty();
      served = new Served(version, next);
      // What it was compared with has gone.
      canary = Optional.empty();
      failure.set(null);
    } finally {
      turn.writeLock().unlock();
    }
  }

  /** Whether the model that serves has predicted enough faces to be known by. */
  public boolean hasEnoughSamples() {
    return served().times().hasEnoughFaces();
  }

  /** The new model has proved itself: after this returns the old one is not in use. */
  public void dropFallback() {
    turn.writeLock().lock();
    try {
      fallback = Optional.empty();
    } finally {
      turn.writeLock().unlock();
    }
  }

  public Served served() {
    turn.readLock().lock();
    try {
      return served;
    } finally {
      turn.readLock().unlock();
    }
  }

  /** The model that served before, while it stays. */
  public Optional<Served> fallback() {
    turn.readLock().lock();
    try {
      return fallback;
    } finally {
      turn.readLock().unlock();
    }
  }

  /**
   * What speaks against the model that serves: a prediction that failed, at any time, or while the
   * old one stays behind it, its speed.
   *
   * @param slowFactor times the old one's time for a face, beyond which it is too slow
   */
  public Optional<String> complaint(double slowFactor) {
    return Optional.ofNullable(failure.get())
        .or(() -> fallback().flatMap(old -> served().times().slowness(old.times(), slowFactor)));
  }
}
