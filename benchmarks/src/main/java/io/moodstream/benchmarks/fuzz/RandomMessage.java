package io.moodstream.benchmarks.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;

/**
 * Changes single fields of a Protobuf message to what a defective or hostile producer may write.
 */
final class RandomMessage {
  private static final long[] WHOLE = {
    0,
    1,
    -1,
    7,
    1_000_000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 40,
    253_402_300_800_000L,
    -62_135_596_800_000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final double[] REAL = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    1e30,
    -1e30,
    1e300,
    Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final int MOST_COPIES = 40;

  private final Random random;

  RandomMessage(Random random) {
    this.random = random;
  }

  /** Of the same kind; {@code bytes} as they are where they are not such a message. */
  byte[] changed(Message kind, byte[] bytes) {
    try {
      Message.Builder message = kind.newBuilderForType().mergeFrom(bytes);
      for (int i = random.nextInt(3); i >= 0; i--) {
        change(message);
      }
      return message.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      return bytes;
    }
  }

  private void change(Message.Builder message) {
    List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
    FieldDescriptor field = fields.get(random.nextInt(fields.size()));
    if (random.nextInt(6) == 0) {
      message.clearField(field);
    } else if (field.isRepeated()) {
      changeList(message, field);
    } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      Message.Builder inner = ((Message) message.getField(field)).toBuilder();
      change(inner);
      message.setField(field, inner.build());
    } else {
      message.setField(field, value(field));
    }
  }

  private void changeList(Message.Builder message, FieldDescriptor field) {
    int count = message.getRepeatedFieldCount(field);
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      if (count == 0 || random.nextBoolean()) {
        message.addRepeatedField(field, value(field));
      } else {
        message.setRepeatedField(field, random.nextInt(count), value(field));
      }
    } else if (count > 0) {
      int index = random.nextInt(count);
      Message.Builder inner = ((Message) message.getRepeatedField(field, index)).toBuilder();
      change(inner);
      message.setRepeatedField(field, index, inner.build());
      for (int i = random.nextInt(4) == 0 ? random.nextInt(MOST_COPIES) : 0; i > 0; i--) {
        message.addRepeatedField(field, inner.build());
      }
    }
  }

  private Object value(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> (int) whole();
      case LONG -> whole();
      case FLOAT -> (float) real();
      case DOUBLE -> real();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text();
      case BYTE_STRING -> ByteString.copyFrom(noise(random.nextInt(5_000)));
      case ENUM -> enumValue(field);
      case MESSAGE -> throw new IllegalArgumentException("a message has no value of its own");
    };
  }

  private EnumValueDescriptor enumValue(FieldDescriptor field) {
    return field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(20) - 2);
  }

  private long whole() {
    return random.nextInt(4) == 0 ? random.nextLong() : WHOLE[random.nextInt(WHOLE.length)];
  }

  private double real() {
    return random.nextInt(4) == 0 ? random.nextGaussian() : REAL[random.nextInt(REAL.length)];
  }

  /** Now and then huge, or with control characters. */
  String text() {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> "x".repeat(random.nextInt(200) == 0 ? 900_000 : 20_000);
      case 2 -> "\u0000\u001b[31m\n\u0085";
      case 3 -> "a|b|c";
      case 4 -> "-9223372036854775808";
      case 5 -> "s-" + random.nextLong();
      case 6 -> "../../etc/passwd";
      default -> "t" + random.nextInt(20);
    };
  }

  byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
