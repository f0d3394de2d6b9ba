package io.moodstream.dashboard.users;

import static io.moodstream.dashboard.users.Right.HISTORY;
import static io.moodstream.dashboard.users.Right.MODELS;
import static io.moodstream.dashboard.users.Right.OPERATE;
import static io.moodstream.dashboard.users.Right.PRIVACY;
import static io.moodstream.dashboard.users.Right.VIEW;

import io.moodstream.pipeline.EnumLabels;
import java.util.Set;

/** What a user is here for; a user may have several. */
public enum Role {
  VIEWER(VIEW),
  ANALYST(VIEW, HISTORY),
  OPERATOR(VIEW, OPERATE),
  MODEL_ENGINEER(VIEW, HISTORY, MODELS),
  PRIVACY_OFFICER(VIEW, PRIVACY);

  // Set.of cannot be changed; the checker sees only Set.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Right> rights;

  Role(Right... rights) {
    this.rights = Set.of(rights);
  }

  /** As in {@code users.yaml}. */
  public String label() {
    return EnumLabels.of(this);
  }

  public Set<Right> rights() {
    return rights;
  }

  /**
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static Role ofLabel(String label) {
    return EnumLabels.parse(Role.class, label);
  }
}
