package io.moodstream.trainer;

import io.moodstream.pipeline.Expression;
import io.moodstream.pipeline.Pixels;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads {@code train/<class>/*.jpg} and {@code test/<class>/*.jpg} from a tar.gz without unpacking it. */
final class FerArchive {
  private FerArchive() {}

  static Dataset read(Path archive) throws IOException {
    List<Example> train = new ArrayList<>();
    List<Example> test = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = Path.of(entry.getName());
        if (!entry.isFile() || path.getNameCount() < 3 || !entry.getName().endsWith(".jpg")) {
          continue;
        }
        int names = path.getNameCount();
        Expression expression = Expression.ofLabel(path.getName(names - 2).toString());
        Example example =
            new Example(
                path.getFileName().toString(), expression, pixels(tar.readAllBytes()));
        (path.getName(names - 3).toString().equals("train") ? train : test).add(example);
      }
    }
    train.sort(Comparator.comparing(Example::name));
    test.sort(Comparator.comparing(Example::name));
    return new Dataset(train, test);
  }

  private static Pixels pixels(byte[] jpeg) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    int[] samples = image.getRaster().getSamples(0, 0, 48, 48, 0, (int[]) null);
    byte[] values = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      values[i] = (byte) samples[i];
    }
    return new Pixels(values);
  }
}
