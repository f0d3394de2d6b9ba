package io.moodstream.trainer;

import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.network.Weight;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * A run as it stands after an epoch. The order of images, dropout and augmentation follow from the
 * seed, the epoch and the step, so history and weights are all that a run needs to go on as if it
 * had never stopped.
 *
 * @param run what makes it this run and no other: architecture, data, seed, epochs; in words
 * @param step completed, over the whole run
 * @param weights with statistics, moments and averages
 */
record Checkpoint(String run, List<EpochResult> history, long step, Map<String, Weight> weights) {
  private static final int MAGIC = 0x6d6f6f64;

  int epoch() {
    return history.isEmpty() ? 0 : history.get(history.size() - 1).epoch();
  }

  /**
   * Either the old file or the new one is there, whole, whenever the process or the machine dies.
   *
   * @throws TrainerException if the disk is full, say; the old file is intact
   */
  void write(Path file) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (FileOutputStream bytes = new FileOutputStream(part.toFile());
          DataOutputStream out = new DataOutputStream(new BufferedOutputStream(bytes, 1 << 16))) {
        write(out);
        out.flush();
        bytes.getFD().sync();
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new TrainerException(
          "%s cannot be written: %s. The one before is intact: make room and --resume"
              .formatted(file, e.getMessage()),
          e);
    } finally {
      deleteQuietly(part);
    }
  }

  /**
   * @throws TrainerException if this is not a checkpoint, or a damaged one
   */
  static Checkpoint read(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      requireMagic(in);
      String run = in.readUTF();
      List<EpochResult> history = new ArrayList<>();
      int epochs = in.readInt();
      for (int i = 0; i < epochs; i++) {
        history.add(EpochResult.ofJson(in.readUTF()));
      }
      long step = in.readLong();
      int count = in.readInt();
      Map<String, Weight> weights = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        weights.put(in.readUTF(), readWeight(in));
      }
      requireMagic(in);
      return new Checkpoint(run, List.copyOf(history), step, weights);
    } catch (IOException | IllegalArgumentException e) {
      throw new TrainerException(
          "%s is not a checkpoint or is damaged: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeInt(MAGIC);
    out.writeUTF(run);
    out.writeInt(history.size());
    for (EpochResult result : history) {
      out.writeUTF(result.toJson());
    }
    out.writeLong(step);
    out.writeInt(weights.size());
    for (Map.Entry<String, Weight> entry : weights.entrySet()) {
      out.writeUTF(entry.getKey());
      write(out, entry.getValue());
    }
    out.writeInt(MAGIC);
  }

  private static void write(DataOutputStream out, Weight weight) throws IOException {
    long[] dimensions = weight.shape().asArray();
    out.writeInt(dimensions.length);
    for (long dimension : dimensions) {
      out.writeLong(dimension);
    }
    ByteBuffer values = ByteBuffer.allocate(Float.BYTES * weight.values().length);
    values.asFloatBuffer().put(weight.values());
    out.write(values.array());
  }

  private static Weight readWeight(DataInputStream in) throws IOException {
    long[] dimensions = new long[in.readInt()];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = in.readLong();
    }
    Shape shape = Shape.of(dimensions);
    byte[] bytes = in.readNBytes(Math.toIntExact(Float.BYTES * shape.size()));
    if (bytes.length < Float.BYTES * shape.size()) {
      throw new EOFException("it ends too early");
    }
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return new Weight(shape, values);
  }

  private static void requireMagic(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("it has another format");
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The failure that left it there is reported.
    }
  }
}
