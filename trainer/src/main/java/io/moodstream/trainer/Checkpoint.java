package io.moodstream.trainer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * A run as it stands after an epoch. The order of images, dropout and augmentation follow from the seed, the epoch and the
 * step, so weights, statistics and moments are all that a run needs to go on as if it had never stopped.
 *
 * @param epoch completed
 * @param step completed, over the whole run
 */
record Checkpoint(String run, int epoch, long step, Map<String, Weight> weights) {
  private static final int MAGIC = 0x6d6f6f64;

  /** Either the old file or the new one is there, whole, whenever the process or the machine dies. */
  void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileOutputStream bytes = new FileOutputStream(part.toFile());
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(bytes, 1 << 16))) {
      out.writeInt(MAGIC);
      out.writeUTF(run);
      out.writeInt(epoch);
      out.writeLong(step);
      out.writeInt(weights.size());
      for (Map.Entry<String, Weight> entry : weights.entrySet()) {
        out.writeUTF(entry.getKey());
        write(out, entry.getValue());
      }
      out.writeInt(MAGIC);
      out.flush();
      bytes.getFD().sync();
    }
    Files.move(
        part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static Checkpoint read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      requireMagic(in, file);
      String run = in.readUTF();
      int epoch = in.readInt();
      long step = in.readLong();
      int count = in.readInt();
      Map<String, Weight> weights = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        weights.put(in.readUTF(), readWeight(in));
      }
      requireMagic(in, file);
      return new Checkpoint(run, epoch, step, weights);
    }
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
    float[] values = new float[Math.toIntExact(shape.size())];
    ByteBuffer.wrap(in.readNBytes(Float.BYTES * values.length)).asFloatBuffer().get(values);
    return new Weight(shape, values);
  }

  private static void requireMagic(DataInputStream in, Path file) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException(file + " is not a checkpoint");
    }
  }
}
