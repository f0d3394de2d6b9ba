package io.moodstream.dashboard.users;

import static io.moodstream.dashboard.users.Right.HISTORY;
import static io.moodstream.dashboard.users.Right.MODELS;
import static io.moodstream.dashboard.users.Right.OPERATE;
import static io.moodstream.dashboard.users.Right.PRIVACY;
import static io.moodstream.dashboard.users.Right.VIEW;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user is here for; a user may have several. */
public enum Role {
  VIEWER("viewer", VIEW),
  ANALYST("analyst", VIEW, HISTORY),
  OPERATOR("operator", VIEW, OPERATE),
  MODEL_ENGINEER("model-engineer", VIEW, HISTORY, MODELS),
  PRIVACY_OFFICER("privacy-officer", VIEW, PRIVACY);

  private final String label;

  // Set.of cannot be changed; the checker sees only Set.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Right> rights;

  Role(String label, Right... rights) {
    this.label = label;
    this.rights = Set.of(rights);
  }

  /** As in {@code users.yaml}. */
  public String label() {
    return label;
  }

  public Set<Right> rights() {
    return rights;
  }

  /**
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static Role ofLabel(String label) {
    return Arrays.stream(values())
        .filter(role -> role.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown role '%s': %s"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(Role::label)
                                .collect(Collectors.joining(", ")))));
  }
}
