package io.moodstream.benchmarks.chaos;

/** What happens in a round. */
enum Fault {
  /** Of one process. */
  KILL,
  KILL_ALL,
  SUSPEND_20_S,
  SUSPEND_60_S,
  /** For 20 s, or until everything has ended. */
  FULL_DISK,
  READ_ONLY_DISK,
  /** An hour ahead, for all processes. */
  CLOCK_JUMP,
  /** For 20 s, of all connections: the loopback device of the network namespace is down. */
  LOST_NETWORK
}
