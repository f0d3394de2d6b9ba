package io.moodstream.benchmarks;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One inference call, as the classifier makes it for all faces of a frame. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class InferenceBenchmark {
  /** Below {@code emotion-classifier/models}. */
  @Param({"paper", "compact"})
  private String model = "";

  @Param({"1", "8", "32"})
  private int faces;

  @SuppressWarnings("NullAway.Init") // Set by load().
  private ExpressionModel loaded;

  private List<Pixels> batch = List.of();

  @Setup
  public void load() {
    loaded = ExpressionModel.load(ModelBundle.open(Path.of("emotion-classifier/models", model)));
    var random = new Random(2013);
    batch = IntStream.range(0, faces).mapToObj(i -> noise(random)).toList();
  }

  @TearDown
  public void close() {
    loaded.close();
  }

  @Benchmark
  public List<Probabilities> judge() {
    return loaded.predict(batch);
  }

  private static Pixels noise(Random random) {
    byte[] values = new byte[Pixels.COUNT];
    random.nextBytes(values);
    return new Pixels(values);
  }
}
