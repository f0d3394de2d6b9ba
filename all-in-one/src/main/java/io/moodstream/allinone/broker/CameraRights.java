package io.moodstream.allinone.broker;

import io.moodstream.pipeline.kafka.KafkaUser;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/**
 * What a camera machine may do on the embedded broker: the rights of a camera producer, which are
 * to write frames and camera states, and to read which frames were analysed. They are kept in the
 * broker's metadata.
 */
final class CameraRights {
  private CameraRights() {}

  /** Grants what is missing, and takes away what another version granted. */
  static void grant(Admin admin, String user) throws InterruptedException, ExecutionException {
    String principal = "User:" + user;
    Set<AclBinding> wanted =
        KafkaUser.CAMERA_PRODUCER.rights().stream()
            .map(right -> right.allowedTo(principal))
            .collect(Collectors.toSet());
    var any =
        new AclBindingFilter(
            ResourcePatternFilter.ANY,
            new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY));
    Collection<AclBinding> granted = admin.describeAcls(any).values().get();
    var outdated = new HashSet<>(granted);
    outdated.removeAll(wanted);
    List<AclBindingFilter> removed = outdated.stream().map(AclBinding::toFilter).toList();
    if (!removed.isEmpty()) {
      admin.deleteAcls(removed).all().get();
    }
    admin.createAcls(wanted).all().get();
  }
}
