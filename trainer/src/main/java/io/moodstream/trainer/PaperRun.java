package io.moodstream.trainer;

import io.moodstream.pipeline.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Collections;
import java.util.ArrayList;

final class PaperRun {
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    Path out = Path.of(args[1]);
    Precision precision = Precision.valueOf(args[2]);
    Files.createDirectories(out);
    long seed = 2013;
    Dataset dataset = FerArchive.read(data);
    System.out.println(dataset.train().size() + " train, " + dataset.test().size() + " test");
    Recipe recipe = Recipe.paper();
    List<Pixels> testFaces = dataset.test().stream().map(Example::pixels).toList();
    Path file = out.resolve("checkpoint.bin");
    try (TrainingGraph graph =
        new TrainingGraph(Architecture.PAPER, recipe, precision, 2, seed)) {
      int done = 0;
      long step = 0;
      if (Files.exists(file)) {
        Checkpoint checkpoint = Checkpoint.read(file);
        graph.assign(checkpoint.weights());
        done = checkpoint.epoch();
        step = checkpoint.step();
      }
      for (int epoch = done + 1; epoch <= recipe.epochs(); epoch++) {
        long start = System.nanoTime();
        List<Example> order = new ArrayList<>(dataset.train());
        Collections.shuffle(order, new Random(seed * 1_000_003 + epoch));
        int steps = order.size() / recipe.batch();
        double loss = 0;
        long correct = 0;
        for (int i = 0; i < steps; i++) {
          float[] images = new float[recipe.batch() * Pixels.COUNT];
          float[] targets = new float[recipe.batch() * 7];
          for (int b = 0; b < recipe.batch(); b++) {
            Example example = order.get(i * recipe.batch() + b);
            for (int p = 0; p < Pixels.COUNT; p++) {
              images[b * Pixels.COUNT + p] = example.pixels().at(p) / 255f;
            }
            targets[7 * b + example.expression().ordinal()] = 1;
          }
          TrainingGraph.Outcome outcome =
              graph.step(new Batch(recipe.batch(), images, targets), ++step, recipe.rate());
          loss += outcome.loss();
          correct += outcome.correct();
          if (i % 50 == 49 && epoch == done + 1) {
            System.out.printf("step %d loss %.4f acc %.4f %.0f images/s%n", i + 1, loss / (i + 1), correct / (double) ((i + 1) * recipe.batch()),
               (i + 1) * recipe.batch() / ((System.nanoTime() - start) * 1e-9));
          }
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        var weights = graph.read();
        int right = 0;
        double testLoss = 0;
        try (InferenceGraph served = new InferenceGraph(Architecture.PAPER, weights, 2)) {
          float[][] logits = served.logits(testFaces);
          for (int i = 0; i < logits.length; i++) {
            int top = 0;
            double max = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < 7; c++) if (logits[i][c] > max) { max = logits[i][c]; top = c; }
            double sum = 0;
            for (int c = 0; c < 7; c++) sum += Math.exp(logits[i][c] - max);
            int want = dataset.test().get(i).expression().ordinal();
            testLoss += Math.log(sum) + max - logits[i][want];
            if (top == want) right++;
          }
        }
        new Checkpoint("paper", epoch, step, weights).write(file);
        String line = String.format(Locale.ROOT,
            "{\"epoch\":%d,\"loss\":%.5f,\"accuracy\":%.5f,\"testLoss\":%.5f,\"testAccuracy\":%.5f,\"rate\":%s,\"imagesPerSecond\":%.1f,\"seconds\":%.1f}%n",
            epoch, loss / steps, correct / (double) (steps * recipe.batch()), testLoss / testFaces.size(), right / (double) testFaces.size(), "0.0001", steps * recipe.batch() / seconds, seconds);
        Files.writeString(out.resolve("epochs.jsonl"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.print(line);
      }
    }
  }
}
