package io.moodstream.dashboard.oidc;

import io.moodstream.dashboard.users.Role;
import io.moodstream.pipeline.frames.CameraId;
import java.util.Optional;
import java.util.Set;

/**
 * A person, as the provider has identified them.
 *
 * @param name as {@code anna (login.example)}: never the name of a local user, which has no spaces
 * @param subject the provider's own id of the person, which never changes
 * @param roles at least one
 * @param cameras ids of cameras and of groups that the person may see; empty for all
 */
public record Identity(
    String name, String subject, Set<Role> roles, Optional<Set<CameraId>> cameras) {
  public Identity {
    roles = Set.copyOf(roles);
    cameras = cameras.map(Set::copyOf);
  }
}
