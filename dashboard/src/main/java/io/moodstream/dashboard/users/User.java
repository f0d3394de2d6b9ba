package io.moodstream.dashboard.users;

import io.moodstream.pipeline.frames.CameraId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One of {@code users.yaml}.
 *
 * @param cameras ids of cameras and of groups that the user may see; empty for all
 */
public record User(
    String name, PasswordHash password, Set<Role> roles, Optional<Set<CameraId>> cameras) {
  private static final Pattern NAME =
      Pattern.compile("[\\w.@+-]{1,64}", Pattern.UNICODE_CHARACTER_CLASS);

  public User {
    roles = Set.copyOf(roles);
    cameras = cameras.map(Set::copyOf);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "user name '%s': 1 to 64 letters, digits and . _ - @ +".formatted(name));
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("user %s has no role".formatted(name));
    }
  }
}
