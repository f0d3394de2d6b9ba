package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Expression;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values for faces, joined by file name. FER-2013 has files of one name in two expressions' folders
 * ({@code angry/Training_8475486.jpg} and {@code surprise/Training_8475486.jpg}): the folder
 * decides where it is given, and a name that is used twice matches nothing without it.
 */
public final class ByFile<T> {
  private final Map<String, T> byFolderAndName = new HashMap<>();
  private final Map<String, T> byName = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();
  private int size;

  /**
   * @param file {@code train/sad/a.jpg}, {@code sad/a.jpg} or {@code a.jpg}
   * @return false if it is listed a second time
   */
  public boolean put(String file, T value) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    Optional<String> folder = expression(file);
    boolean added =
        folder.isPresent()
            ? byFolderAndName.put(folder.get() + "/" + name, value) == null
            : !byName.containsKey(name);
    if (!added) {
      return false;
    }
    size++;
    if (byName.put(name, value) != null) {
      ambiguous.add(name);
    }
    return true;
  }

  Optional<T> of(Example example) {
    T exact = byFolderAndName.get(example.expression().label() + "/" + example.name());
    return exact == null && !ambiguous.contains(example.name())
        ? Optional.ofNullable(byName.get(example.name()))
        : Optional.ofNullable(exact);
  }

  /** Values, not names. */
  public int size() {
    return size;
  }

  /** The first name in alphabetical order, for messages. */
  Optional<String> firstName() {
    return byName.keySet().stream().sorted().findFirst();
  }

  private static Optional<String> expression(String file) {
    String[] parts = file.split("/", -1);
    return parts.length < 2
        ? Optional.empty()
        : Optional.of(parts[parts.length - 2]).filter(Expression.labels()::contains);
  }
}
