package io.moodstream.benchmarks.chaos;

import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three brokers, and each stage as a process of its own. */
final class ClusterInstallation implements Installation {
  private static final int BROKERS = 3;
  private static final String CLUSTER_ID = "5L6g3nShT-eMCtK--X86sw";

  private final JavaCommand java;
  private final Path disk;
  private final Path folder;
  private final Map<String, Integer> ports = new TreeMap<>();
  private final Map<String, Start> starts = new LinkedHashMap<>();
  private final Map<String, Process> processes = new LinkedHashMap<>();

  /** How a process is started. */
  private interface Start {
    Process start(Path output) throws IOException;
  }

  ClusterInstallation(JavaCommand java, Path disk, Path folder)
      throws IOException, InterruptedException {
    this.java = java;
    this.disk = disk;
    this.folder = folder;
    for (int broker = 1; broker <= BROKERS; broker++) {
      addBroker(broker);
    }
    addStage("detect");
    addStage("classify");
    addStage("aggregate", "--query-listen=127.0.0.1:" + port("query"));
    addStage(
        "dashboard", "--aggregator=http://127.0.0.1:" + port("query"), "--port=" + port("page"));
    addStage("camera", "--camera=hall=synthetic:1,fps=5", "--camera=door=synthetic:2,fps=5");
  }

  private void addBroker(int number) throws IOException, InterruptedException {
    Path config = folder.resolve("broker-%d.properties".formatted(number));
    try (var out = Files.newOutputStream(config)) {
      brokerProperties(number).store(out, "Of the chaos benchmark.");
    }
    Path output = folder.resolve("format-%d.out".formatted(number));
    List<String> format =
        List.of("format", "--ignore-formatted", "-t", CLUSTER_ID, "-c", config.toString());
    java.start(List.of(), "kafka.tools.StorageTool", format, output).waitFor();
    starts.put(
        "broker-" + number,
        log -> java.start(List.of("-Xmx320m"), "kafka.Kafka", List.of(config.toString()), log));
  }

  private Properties brokerProperties(int number) {
    var config = new Properties();
    config.put("process.roles", "broker,controller");
    config.put("node.id", Integer.toString(number));
    config.put(
        "controller.quorum.voters",
        IntStream.rangeClosed(1, BROKERS)
            .mapToObj(node -> "%d@127.0.0.1:%d".formatted(node, port("controller-" + node)))
            .collect(Collectors.joining(",")));
    String plain = "PLAINTEXT://127.0.0.1:" + port("broker-" + number);
    config.put("listeners", plain + ",CONTROLLER://127.0.0.1:" + port("controller-" + number));
    config.put("advertised.listeners", plain);
    config.put("controller.listener.names", "CONTROLLER");
    config.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    config.put("log.dirs", disk.resolve("broker-" + number).toString());
    config.put("default.replication.factor", "3");
    config.put("min.insync.replicas", "2");
    config.put("offsets.topic.replication.factor", "3");
    config.put("offsets.topic.num.partitions", "4");
    config.put("transaction.state.log.replication.factor", "3");
    config.put("transaction.state.log.min.isr", "2");
    config.put("transaction.state.log.num.partitions", "4");
    config.put("auto.create.topics.enable", "false");
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put("log.retention.check.interval.ms", "10000");
    return config;
  }

  private void addStage(String name, String... options) {
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.add("--bootstrap-servers=" + servers());
    arguments.add("--data-dir=" + disk.resolve(name));
    arguments.add("--admin-listen=127.0.0.1:" + port(name));
    arguments.addAll(List.of(options));
    starts.put(
        name,
        log ->
            java.start(
                List.of("-Xmx400m", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"),
                "io.moodstream.allinone.commands.Moodstream",
                arguments,
                log));
  }

  /** The same for all starts. */
  private int port(String name) {
    return ports.computeIfAbsent(
        name,
        key -> {
          try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private String servers() {
    return IntStream.rangeClosed(1, BROKERS)
        .mapToObj(number -> "127.0.0.1:" + port("broker-" + number))
        .collect(Collectors.joining(","));
  }

  @Override
  public void revive() throws IOException {
    for (Map.Entry<String, Start> start : starts.entrySet()) {
      Process known = processes.get(start.getKey());
      if (known == null || !known.isAlive()) {
        processes.put(start.getKey(), start.getValue().start(log(start.getKey())));
      }
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".out");
  }

  @Override
  public List<Victim> victims() {
    return processes.entrySet().stream()
        .filter(entry -> entry.getValue().isAlive())
        .map(entry -> new Victim(entry.getKey(), entry.getValue().toHandle()))
        .toList();
  }

  @Override
  public boolean isReady() throws InterruptedException {
    for (String name : starts.keySet()) {
      boolean broker = name.startsWith("broker-");
      if (!broker
          && Http.status(URI.create("http://127.0.0.1:%d/health/ready".formatted(port(name))))
              != 200) {
        return false;
      }
    }
    return Http.status(URI.create(url() + "/health/ready")) == 200;
  }

  @Override
  public KafkaConnection kafka() {
    return KafkaConnection.to(servers());
  }

  @Override
  public URI url() {
    return URI.create("http://127.0.0.1:" + port("page"));
  }

  @Override
  public String output() throws IOException {
    var text = new StringBuilder();
    for (String name : starts.keySet()) {
      if (Files.exists(log(name)) && !name.startsWith("broker-")) {
        Files.readString(log(name))
            .lines()
            .limit(20)
            .forEach(line -> text.append(name).append(": ").append(line).append('\n'));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    // The stages first: they commit to the brokers.
    List<String> order = new ArrayList<>(processes.keySet());
    Collections.reverse(order);
    for (String name : order) {
      Process process = Objects.requireNonNull(processes.get(name));
      process.destroy();
      process.onExit().join();
    }
  }
}
