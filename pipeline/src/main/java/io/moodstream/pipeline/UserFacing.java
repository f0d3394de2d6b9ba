package io.moodstream.pipeline;

/**
 * Marks exceptions whose message is for the user: what was wrong, and what to do. The command line
 * shows the message alone; every other exception is a defect, and keeps its trace.
 */
public interface UserFacing {}
