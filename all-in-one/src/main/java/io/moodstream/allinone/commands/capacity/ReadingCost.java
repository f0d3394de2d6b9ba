package io.moodstream.allinone.commands.capacity;

/**
 * What the dashboard needs to read a frame's expressions while no page shows them, as the benchmark
 * of many cameras has measured it.
 *
 * @param date as 2026-01-31
 * @param machine on which it was measured
 * @param command of the benchmark
 * @param millisPerFrame processor time
 */
public record ReadingCost(String date, String machine, String command, double millisPerFrame) {}
