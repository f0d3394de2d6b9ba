package io.moodstream.dashboard.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * By which names and addresses the dashboard can be called.
 *
 * @param names as {@code localhost}
 * @param addresses as {@code 192.168.1.7}
 */
public record HostNames(Set<String> names, Set<String> addresses) {
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

  public HostNames {
    names = Collections.unmodifiableSet(new TreeSet<>(names));
    addresses = Collections.unmodifiableSet(new TreeSet<>(addresses));
  }

  /**
   * @param host what is listened on; 0.0.0.0 and :: mean all addresses of this machine
   */
  public static HostNames reaching(String host) {
    var names = new TreeSet<>(Set.of("localhost"));
    var addresses = new TreeSet<>(Set.of("127.0.0.1", "0:0:0:0:0:0:0:1"));
    try {
      InetAddress listening = InetAddress.getByName(host);
      addName(names, host);
      if (listening.isAnyLocalAddress()) {
        addName(names, InetAddress.getLocalHost().getHostName());
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLinkLocalAddress())
            .forEach(address -> addresses.add(text(address)));
      } else {
        addresses.add(text(listening));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the addresses of this machine: " + e.getMessage(), e);
    }
    return new HostNames(names, addresses);
  }

  /** As {@code keytool} wants them: {@code dns:localhost,ip:127.0.0.1}. */
  public String alternativeNames() {
    var all = new TreeSet<String>();
    names.forEach(name -> all.add("dns:" + name));
    addresses.forEach(address -> all.add("ip:" + address));
    return String.join(",", all);
  }

  private static void addName(Set<String> names, String name) {
    if (NAME.matcher(name).matches()) {
      names.add(name);
    }
  }

  /** Without the interface that it is reached through. */
  private static String text(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}
