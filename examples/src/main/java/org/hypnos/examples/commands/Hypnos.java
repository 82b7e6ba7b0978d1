package org.hypnos.examples.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.io.FileFault;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. Exit codes: 0 done, 1 failed while running, 2 the caller's slip. */
@Command(
        name = "hypnos",
        description = "Trains generative models with recognition networks by wake-sleep and reweighted wake-sleep.",
        mixinStandardHelpOptions = true,
        version = "hypnos " + Hypnos.VERSION,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TrainCommand.class,
            ResumeCommand.class,
            VerifyCommand.class,
            EvaluateCommand.class,
            SampleCommand.class,
            ReconstructCommand.class,
            InferCommand.class,
            ExportCommand.class,
            PlotCommand.class,
            DiffCommand.class,
            AlgorithmsCommand.class,
            StudyCommand.class,
            DataCommand.class,
            ExampleCommand.class
        },
        footer = {
            "",
            "'./run COMMAND --help' tells a command's options; './run bench ARGS' starts the benchmarks,",
            " './run bench-kernels' those of single kernels, './run bench-djl' a comparison with DJL;",
            " './run jshell' is a shell with all imports and a small model."
        })
public final class Hypnos implements Runnable {
    static final String VERSION = "0.1.0-SNAPSHOT";

    private static final int SLIP = 2;
    private static final int FAILED = 1;

    @Option(names = "--stacktrace", scope = CommandLine.ScopeType.INHERIT, description = "print where an error arose")
    private boolean stacktrace;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        try {
            System.exit(commandLine().execute(arguments));
        } catch (OutOfMemoryError e) {
            System.err.println("hypnos: failed: out of memory (" + e.getMessage()
                    + "); try a smaller --batch or --layers," + " or more by HYPNOS_JAVA_OPTIONS=-Xmx...");
            System.exit(FAILED);
        }
    }

    /** The command line, which prints to the standard streams unless told otherwise. */
    static CommandLine commandLine() {
        Hypnos hypnos = new Hypnos();
        CommandLine line = new CommandLine(hypnos);
        line.setParameterExceptionHandler(hypnos::slip);
        line.setExecutionExceptionHandler(hypnos::failure);
        return line;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing; see './run --help'");
    }

    private int slip(CommandLine.ParameterException exception, String[] arguments) {
        PrintWriter err = exception.getCommandLine().getErr();
        if (exception instanceof CommandLine.UnmatchedArgumentException unmatched) {
            err.println("hypnos: "
                    + unknown(
                            exception.getCommandLine(), unmatched.getUnmatched().get(0)));
        } else {
            err.println("hypnos: " + exception.getMessage());
        }
        return SLIP;
    }

    private static String unknown(CommandLine line, String argument) {
        if (!argument.startsWith("-")) {
            return line.getSubcommands().isEmpty()
                    ? "unknown argument '" + argument + "'; options begin with --"
                    : "unknown command '" + argument + "'; "
                            + NearestName.suggestion(
                                    argument, line.getSubcommands().keySet());
        }
        List<String> names = line.getCommandSpec().options().stream()
                .map(CommandLine.Model.OptionSpec::longestName)
                .sorted()
                .toList();
        return "unknown option '" + argument + "'; " + NearestName.suggestion(argument, names);
    }

    private int failure(Exception exception, CommandLine line, CommandLine.ParseResult result) {
        if (stacktrace) {
            exception.printStackTrace(line.getErr());
        }
        line.getErr().println("hypnos: " + (exception instanceof Slip ? "" : "failed: ") + message(exception));
        return exception instanceof Slip ? SLIP : FAILED;
    }

    static String message(Exception exception) {
        if (exception instanceof IOException failure) {
            return FileFault.describe(failure);
        }
        return exception.getMessage() == null ? exception.toString() : exception.getMessage();
    }
}
