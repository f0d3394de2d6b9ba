package io.moodstream.trainer.network;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of a record and of the records in it, by the names of their components, which are
 * unlike one another.
 */
final class RecordPatch {
  private RecordPatch() {}

  /**
   * The same record with another number in one place.
   *
   * @throws IllegalArgumentException if there is no such number, it has to be a whole one, or the
   *     record refuses it; the message is for the user
   */
  static <R extends Record> R with(R record, String name, double value) {
    if (!names(record).contains(name)) {
      throw new IllegalArgumentException(
          "there is no '%s', only %s".formatted(name, String.join(", ", names(record))));
    }
    return replaced(record, name, value);
  }

  static List<String> names(Record record) {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (component.getType().isPrimitive()) {
        names.add(component.getName());
      }
      inner(value(record, component)).ifPresent(inner -> names.addAll(names(inner)));
    }
    return names;
  }

  @SuppressWarnings("unchecked") // The canonical constructor of R makes an R.
  private static <R extends Record> R replaced(R record, String name, double value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = replaced(value(record, components[i]), components[i], name, value);
    }
    try {
      return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("a record without its constructor", e);
    }
  }

  private static Object replaced(Object old, RecordComponent component, String name, double value) {
    if (component.getType().isPrimitive()) {
      return component.getName().equals(name) ? number(component, value) : old;
    }
    Optional<Object> changed = inner(old).map(inner -> replaced(inner, name, value));
    if (changed.isEmpty()) {
      return old;
    }
    return old instanceof Optional ? changed : changed.get();
  }

  private static Number number(RecordComponent component, double value) {
    if (component.getType() == int.class) {
      if (value != (int) value) {
        throw new IllegalArgumentException(
            "%s is %s: a whole number".formatted(component.getName(), value));
      }
      return (int) value;
    }
    return component.getType() == float.class ? (Number) (float) value : (Number) value;
  }

  private static Optional<Record> inner(Object value) {
    Object held = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    return held instanceof Record record ? Optional.of(record) : Optional.empty();
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record that hides " + component.getName(), e);
    }
  }
}
