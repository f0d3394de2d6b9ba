package io.moodstream.trainer.network;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A network: from {@code float32 [n, 48, 48, 1]} in [0, 1] to logits {@code [n, 7]} in model order.
 */
public enum Architecture {
  /**
   * The network of the reproduced paper: plain convolutions and a large dense layer, 2.35 M
   * parameters.
   */
  PAPER {
    @Override
    public Operand<TFloat32> features(Layers layers, Operand<TFloat32> images) {
      var x = layers.convolution("conv1", images, 32, 3);
      x = layers.convolution("conv2", x, 64, 3);
      x = layers.dropout(layers.maxPool(x), 0.25f);
      x = layers.maxPool(layers.convolution("conv3", x, 128, 3));
      x = layers.maxPool(layers.convolution("conv4", x, 128, 3));
      x = layers.flatten(layers.dropout(x, 0.25f));
      x = layers.relu(layers.dense("dense", x, 1024));
      return layers.dropout(x, 0.5f);
    }
  },

  /**
   * Residual blocks of padded 3x3 convolutions with squeeze-excitation (He et al., 2016; Hu et al.,
   * 2018). Channels are multiples of 16: of the 24 that the stem once had, normalisation alone took
   * 40% of a step.
   */
  COMPACT {
    @Override
    public Operand<TFloat32> features(Layers layers, Operand<TFloat32> images) {
      var x = layers.relu(layers.normalised("stem1", images, 32, 3, 1));
      x = layers.relu(layers.normalised("stem2", x, 32, 3, 2));
      x = block(layers, "block1", x, 32);
      x = block(layers, "block2", layers.averagePool(x), 64);
      x = block(layers, "block3", x, 64);
      x = block(layers, "block4", layers.averagePool(x), 128);
      x = block(layers, "block5", x, 128);
      x = block(layers, "block6", layers.averagePool(x), 192);
      return layers.dropout(layers.globalAverage(x), 0.3f);
    }
  },

  /** The compact one in small: to try out data and machines in seconds, not to serve. */
  TINY {
    @Override
    public Operand<TFloat32> features(Layers layers, Operand<TFloat32> images) {
      var x = layers.relu(layers.normalised("stem", images, 8, 3, 2));
      x = block(layers, "block1", layers.averagePool(x), 16);
      x = block(layers, "block2", layers.averagePool(x), 32);
      return layers.dropout(layers.globalAverage(x), 0.1f);
    }
  };

  private static final int CLASSES = 7;

  /** Everything but the last layer: {@code [n, features]}. */
  public abstract Operand<TFloat32> features(Layers layers, Operand<TFloat32> images);

  public final Operand<TFloat32> logits(Layers layers, Operand<TFloat32> features) {
    return layers.dense("expressions", features, CLASSES);
  }

  /** The word on the command line and in a card: {@code "paper"}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The default number of epochs. */
  public int epochs() {
    return Recipe.of(this).epochs();
  }

  /**
   * The learning rate at its peak for weights that have learnt something already, unless the
   * request gives one otherwise: a tenth of what is made for random ones, which would forget most
   * of it.
   */
  public double fineTuningRate() {
    // In decimals, as people write it: 0.01, where a float's tenth is 0.010000000149.
    String peak = Float.toString(Recipe.of(this).schedule().peak());
    return new BigDecimal(peak).movePointLeft(1).doubleValue();
  }

  /**
   * @throws IllegalArgumentException if there is no such architecture
   */
  public static Architecture ofLabel(String label) {
    for (Architecture architecture : values()) {
      if (architecture.label().equals(label)) {
        return architecture;
      }
    }
    throw new IllegalArgumentException(
        "unknown architecture '%s': known are %s"
            .formatted(
                label,
                Arrays.stream(values())
                    .map(Architecture::label)
                    .collect(Collectors.joining(", "))));
  }

  private static Operand<TFloat32> block(
      Layers layers, String name, Operand<TFloat32> x, int filters) {
    var y = layers.relu(layers.normalised(name + "/conv1", x, filters, 3, 1));
    y = layers.normalised(name + "/conv2", y, filters, 3, 1);
    y = layers.squeezeExcite(name, y, filters / 8);
    boolean widens = x.shape().get(-1) != filters;
    var kept = widens ? layers.normalised(name + "/shortcut", x, filters, 1, 1) : x;
    return layers.relu(layers.add(kept, y));
  }
}
