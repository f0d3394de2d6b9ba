package io.moodstream.allinone.commands;

import io.moodstream.allinone.options.UsageError;
import io.moodstream.dashboard.users.PasswordHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hashes a password for the file of {@code --users}. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the hash of a password, for the file of --users.",
      "It is the value of 'password' of a user. The file is a list of users with 'name', 'password',",
      "'roles' and, optionally, 'cameras'."
    })
final class UsersCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--password",
      interactive = true,
      prompt = "Password: ",
      required = true,
      description = "Asked for on the terminal, or read from the first line of standard input.")
  private char[] password = {};

  @Override
  public void run() {
    spec.commandLine()
        .getOut()
        .println(UsageError.unlessValid(() -> PasswordHash.of(String.valueOf(password))));
    spec.commandLine().getOut().flush();
  }
}
