package io.moodstream.benchmarks.chaos;

import io.moodstream.benchmarks.chaos.JavaCommand.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/**
 * Faults at random moments: {@code ChaosBenchmark ROUNDS [SEED [embedded|cluster]]}. Processes are
 * killed and suspended, the disk is filled or fails, the clock jumps, the network is lost; a
 * supervisor starts again what has ended. After each round every published frame must be answered
 * exactly once, the windows of 10 s must hold what the answers add up to, everything must be ready
 * again within 30 s without help, and nothing may be left in the system's temporary folder. Prints
 * a line for each round; the exit code is 1 if one of them is not in order.
 *
 * <p>Faults of the disk need root, jumps of the clock libfaketime, a lost network a network
 * namespace of its own: {@code unshare -n sh -c 'ip link set lo up; exec java ...'}.
 */
public final class ChaosBenchmark {
  private static final Duration READY_TARGET = Duration.ofSeconds(30);
  private static final Duration READY_LIMIT = Duration.ofMinutes(15);
  private static final Duration BALANCE_LIMIT = Duration.ofMinutes(3);
  private static final int FAULT_SECONDS = 20;

  private final Installation installation;
  private final Ledger ledger;
  private final Disk disk;
  private final Optional<FakeClock> clock;
  private final Path temporary;
  private final Random random;
  private int hoursAhead;

  /** What hit, and whether it was the installation itself that ended. */
  private record Hit(Fault fault, String victim, boolean ended) {}

  private ChaosBenchmark(
      Installation installation,
      Disk disk,
      Optional<FakeClock> clock,
      Path temporary,
      Random random) {
    this.installation = installation;
    this.ledger = new Ledger(installation);
    this.disk = disk;
    this.clock = clock;
    this.temporary = temporary;
    this.random = random;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    boolean cluster = args.length > 2 && args[2].equals("cluster");
    Path folder = Files.createTempDirectory("moodstream-chaos-");
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    System.out.printf("%s, seed %d, %s%n", cluster ? "three brokers" : "embedded", seed, folder);
    boolean inOrder;
    Optional<FakeClock> clock = FakeClock.find(folder);
    var java = new JavaCommand(temporary, clock);
    try (Disk disk = Disk.create(folder);
        Installation installation =
            cluster
                ? new ClusterInstallation(java, disk.folder(), folder)
                : new EmbeddedInstallation(java, disk.folder(), folder)) {
      var bench = new ChaosBenchmark(installation, disk, clock, temporary, new Random(seed));
      inOrder = bench.run(rounds);
    }
    System.exit(inOrder ? 0 : 1);
  }

  private boolean run(int rounds) throws Exception {
    installation.revive();
    Duration first = awaitReady();
    System.out.printf("ready after %.1f s%n", first.toMillis() / 1000.0);
    List<Fault> faults = possible();
    System.out.println(
        "round  fault           victim      ended  ready again   frames  lost  twice  windows     left behind");
    boolean inOrder = true;
    for (int round = 1; round <= rounds; round++) {
      TimeUnit.MILLISECONDS.sleep(5_000 + random.nextInt(10_000));
      ledger.note();
      Hit hit = inflict(faults.get(random.nextInt(faults.size())));
      System.err.printf("%d %s of %s, ended: %s%n", round, hit.fault(), hit.victim(), hit.ended());
      Duration ready = awaitReady();
      inOrder &= report(round, hit, ready);
    }
    return inOrder;
  }

  private List<Fault> possible() throws IOException, InterruptedException {
    List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
    if (!disk.canFail()) {
      faults.removeAll(List.of(Fault.FULL_DISK, Fault.READ_ONLY_DISK));
    }
    if (clock.isEmpty()) {
      faults.remove(Fault.CLOCK_JUMP);
    }
    // The network of the machine itself must not be touched.
    long devices =
        Shell.run("ip", "-o", "link").lines().filter(line -> !line.contains(" lo:")).count();
    if (devices > 0) {
      faults.remove(Fault.LOST_NETWORK);
      System.out.println("no lost network: not in a network namespace of its own");
    }
    return faults;
  }

  private Hit inflict(Fault fault) throws Exception {
    List<Victim> victims = installation.victims();
    Victim victim = victims.get(random.nextInt(victims.size()));
    String name =
        switch (fault) {
          case KILL -> {
            victim.kill();
            yield victim.name();
          }
          case KILL_ALL -> {
            victims.forEach(Victim::kill);
            yield "all";
          }
          case SUSPEND_20_S -> suspend(victim, 20);
          case SUSPEND_60_S -> suspend(victim, 60);
          case FULL_DISK -> {
            disk.fill();
            TimeUnit.SECONDS.sleep(FAULT_SECONDS);
            disk.empty();
            yield "disk";
          }
          case READ_ONLY_DISK -> {
            disk.turnReadOnly();
            TimeUnit.SECONDS.sleep(FAULT_SECONDS);
            yield "disk";
          }
          case CLOCK_JUMP -> {
            hoursAhead++;
            clock.orElseThrow().set(hoursAhead);
            TimeUnit.SECONDS.sleep(5);
            yield "clock";
          }
          case LOST_NETWORK -> {
            Shell.require("ip", "link", "set", "lo", "down");
            TimeUnit.SECONDS.sleep(FAULT_SECONDS);
            Shell.require("ip", "link", "set", "lo", "up");
            yield "network";
          }
        };
    // What loses its broker or its parent ends by itself.
    TimeUnit.SECONDS.sleep(2);
    boolean ended = installation.victims().size() < victims.size();
    if (fault == Fault.READ_ONLY_DISK) {
      installation.victims().forEach(Victim::kill);
      disk.repair();
    }
    return new Hit(fault, name, ended);
  }

  private static String suspend(Victim victim, int seconds) throws Exception {
    victim.suspend();
    TimeUnit.SECONDS.sleep(seconds);
    victim.resume();
    return victim.name();
  }

  /** As a supervisor: what ends is started again, for as long as it takes. */
  private Duration awaitReady() throws IOException, InterruptedException {
    Instant begin = Instant.now();
    while (true) {
      installation.revive();
      if (installation.isReady()) {
        return Duration.between(begin, Instant.now());
      }
      if (Instant.now().isAfter(begin.plus(READY_LIMIT))) {
        throw new IOException("not ready again: " + installation.output());
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private boolean report(int round, Hit hit, Duration ready) throws Exception {
    Ledger.Balance balance = awaitBalance();
    List<String> left = leftBehind();
    System.out.printf(
        "%5d  %-14s  %-10s  %-5s  %9.1f s  %7d  %4d  %5d  %-10s  %s%n",
        round,
        hit.fault(),
        hit.victim(),
        hit.ended() ? "yes" : "no",
        ready.toMillis() / 1000.0,
        balance.frames(),
        balance.lost(),
        balance.twice(),
        balance.windows() == 0 ? "equal" : balance.windows() + " differ",
        left.isEmpty() ? "nothing" : left);
    return balance.isEven() && left.isEmpty() && ready.compareTo(READY_TARGET) <= 0;
  }

  private Ledger.Balance awaitBalance() throws Exception {
    Instant limit = Instant.now().plus(BALANCE_LIMIT);
    while (true) {
      try {
        Ledger.Balance balance = ledger.balance();
        if (balance.isEven() || Instant.now().isAfter(limit)) {
          return balance;
        }
      } catch (KafkaException | IOException e) {
        if (Instant.now().isAfter(limit)) {
          throw e;
        }
        installation.revive();
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private List<String> leftBehind() throws IOException {
    try (Stream<Path> entries = Files.list(temporary)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          // Of JVMs that run; the JVM itself removes those of others.
          .filter(name -> !name.startsWith("hsperfdata_"))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
