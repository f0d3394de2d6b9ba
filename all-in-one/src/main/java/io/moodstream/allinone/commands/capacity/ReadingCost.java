package io.moodstream.allinone.commands.capacity;

/**
 * What the dashboard needs to read a frame's expressions while no page shows them, as the benchmark
 * of many cameras has measured it.
 *
 * @param date as 2026-01-31
 * @param machine on which it was measured
 * @param command of the benchmark
 * @param millisPerFrame processor time, with records as they come and with queries
 * @param millisInBulk processor time of a frame when there are so many that each request brings
 *     thousands
 */
public record ReadingCost(
    String date, String machine, String command, double millisPerFrame, double millisInBulk) {}
