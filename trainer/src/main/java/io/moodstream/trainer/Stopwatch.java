package io.moodstream.trainer;

/** How fast an epoch's steps go, and how long they wait for their batches. */
final class Stopwatch {
  private final long start = System.nanoTime();
  private long waited;
  private long images;
  private long last = start;

  Batch waitFor(Loader loader) throws InterruptedException {
    long from = System.nanoTime();
    Batch batch = loader.next();
    waited += System.nanoTime() - from;
    return batch;
  }

  void stepped(int size) {
    images += size;
    last = System.nanoTime();
  }

  double imagesPerSecond() {
    return images / Math.max(1e-9, (last - start) * 1e-9);
  }

  double waiting() {
    return (double) waited / Math.max(1, last - start);
  }
}
