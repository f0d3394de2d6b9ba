package io.moodstream.trainer;

import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A network: from {@code float32 [n, 48, 48, 1]} in [0, 1] to logits {@code [n, 7]} in model order. */
public enum Architecture {
  /** The network of the reproduced paper: four plain convolutions and a large dense layer, 2.35 M parameters. */
  PAPER {
    @Override
    Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
      var x = layers.convolution("conv1", images, 32, 3);
      x = layers.convolution("conv2", x, 64, 3);
      x = layers.dropout(layers.maxPool(x), 0.25f);
      x = layers.maxPool(layers.convolution("conv3", x, 128, 3));
      x = layers.maxPool(layers.convolution("conv4", x, 128, 3));
      x = layers.flatten(layers.dropout(x, 0.25f));
      x = layers.relu(layers.dense("dense1", x, 1024));
      return layers.dense("dense2", layers.dropout(x, 0.5f), CLASSES);
    }
  };

  private static final int CLASSES = 7;

  abstract Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images);

  /** The word on the command line and in a card: {@code "paper"}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
