package org.hypnos.examples.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What can be done with data before anything is trained on them. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at images, generates them, or writes them in another format.",
        subcommands = {DataInspectCommand.class, DataGenerateCommand.class, DataConvertCommand.class})
final class DataCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "data: a command is missing; there are inspect, generate and convert");
    }
}
