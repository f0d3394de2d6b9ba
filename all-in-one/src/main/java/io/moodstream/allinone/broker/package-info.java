/**
 * The embedded Kafka broker in a child process, its logins, and the data folder that it keeps its
 * records in.
 */
@NullMarked
package io.moodstream.allinone.broker;

import org.jspecify.annotations.NullMarked;
