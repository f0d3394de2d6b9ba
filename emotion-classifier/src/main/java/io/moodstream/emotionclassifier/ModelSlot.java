package io.moodstream.emotionclassifier;

import io.moodstream.pipeline.Pixels;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Holds the model that serves. Any number of threads may judge while another swaps: the faces of
 * one call are judged by one model, and the model that was swapped out is closed after its last
 * call has returned.
 */
public final class ModelSlot implements AutoCloseable {
  /** Read to judge, written to swap: between two frames of every thread. */
  private final ReadWriteLock turn = new ReentrantReadWriteLock();

  private int version;
  private ExpressionModel model;

  /**
   * @param model closed by this slot
   */
  public ModelSlot(int version, ExpressionModel model) {
    this.version = version;
    this.model = model;
  }

  /** All {@code faces} of one frame, by one model. Nobody is judged without an inference call. */
  public Judgement judge(List<Pixels> faces) {
    turn.readLock().lock();
    try {
      return new Judgement(version, model.judge(faces));
    } finally {
      turn.readLock().unlock();
    }
  }

  /**
   * From the next frame on {@code next} serves.
   *
   * @param next loaded and warm; closed by this slot
   */
  public void swap(int nextVersion, ExpressionModel next) {
    ExpressionModel previous;
    turn.writeLock().lock();
    try {
      previous = model;
      version = nextVersion;
      model = next;
    } finally {
      turn.writeLock().unlock();
    }
    previous.close();
  }

  /** Of the model that serves. */
  public int version() {
    turn.readLock().lock();
    try {
      return version;
    } finally {
      turn.readLock().unlock();
    }
  }

  /** Returns when the last call has. */
  @Override
  public void close() {
    turn.writeLock().lock();
    try {
      model.close();
    } finally {
      turn.writeLock().unlock();
    }
  }
}
