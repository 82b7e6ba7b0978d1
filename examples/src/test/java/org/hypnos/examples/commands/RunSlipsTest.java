package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.Npy;
import org.hypnos.core.run.RunFiles;
import org.hypnos.core.run.RunLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are not there, of another kind, damaged or changed: one line says so, and nothing is lost. */
class RunSlipsTest {
    private static final String[] SMALL = {"--layers", "3", "--checkpoint-every", "10", "--log-every", "5"};

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Path run;

    /** A run of 20 steps that was stopped after the 20th, as its checkpoints tell. */
    @BeforeAll
    static void trainOnce() {
        assertThat(train(shared.resolve("run"), SMALL).code()).isZero();
    }

    private static Terminal train(Path out, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", "--steps", "20", "--schedule", "constant", "--quiet", "--out", out.toString()));
        arguments.addAll(List.of(more));
        return Terminal.hypnos(arguments.toArray(String[]::new));
    }

    @BeforeEach
    void copy() throws IOException {
        run = folder.resolve("run");
        try (Stream<Path> files = Files.walk(shared.resolve("run"))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, run.resolve(shared.resolve("run").relativize(file).toString()));
            }
        }
    }

    private RunFiles files() {
        return new RunFiles(run);
    }

    private static void assertSlip(Terminal terminal, String... messages) {
        assertThat(terminal.err()).startsWith("hypnos: ").contains(messages).doesNotContain("Exception");
        assertThat(terminal.errLines()).hasSize(1);
        assertThat(terminal.code()).isEqualTo(2);
        assertThat(terminal.out()).isEmpty();
    }

    /** Every command about a run, on {@code path}. */
    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("resume"),
                List.of("verify"),
                List.of("evaluate"),
                List.of("sample"),
                List.of("reconstruct"),
                List.of("infer"),
                List.of("export"),
                List.of("plot"),
                List.of("diff"));
    }

    private static Terminal on(String command, Path path) {
        return command.equals("diff")
                ? Terminal.hypnos(
                        command, path.toString(), shared.resolve("run").toString())
                : Terminal.hypnos(command, path.toString());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void foldersWithoutARun(List<String> command) throws IOException {
        String name = command.get(0);
        Path nowhere = folder.resolve("nowhere");
        assertSlip(on(name, nowhere), nowhere + ": no run is there");
        assertThat(nowhere).doesNotExist();
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertSlip(on(name, empty), empty + ": no run is there (config.json is missing)");
        assertThat(empty).isEmptyDirectory();
        assertSlip(on(name, run.resolve("checkpoints")), "checkpoints: no run is there");
        Path file = files().config();
        assertSlip(on(name, file), file + ": no run is there");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void foldersOfAnotherKind(List<String> command) throws IOException {
        String name = command.get(0);
        Path config = files().config();
        String whole = Files.readString(config);
        Files.writeString(config, whole.replace("\"format\": 1", "\"format\": 2"));
        assertSlip(on(name, run), config + ": written by another version of Hypnos: its format is 2, expected 1");
        Files.writeString(config, whole.replace("\"format\": 1,", ""));
        assertSlip(on(name, run), config + ": ", "its format is missing, expected 1");
        Files.writeString(config, whole.substring(0, 100));
        assertSlip(on(name, run), config + ": not a JSON object", "at line ");
        Files.writeString(config, "[1]");
        assertSlip(on(name, run), config + ": not a JSON object");
        Files.writeString(config, "");
        assertSlip(on(name, run), config + ": not a JSON object: it is empty");
        Files.write(config, "{\"format\": 1, \"options\": {\"data\": \"ü\"}}".getBytes(StandardCharsets.ISO_8859_1));
        assertSlip(on(name, run), config + ": not a text in UTF-8");
        Files.writeString(config, "{\"format\": 1}");
        assertSlip(on(name, run), config + ": the file lacks what a run needs");
    }

    /** The run's {@code config.json} with another option. */
    private void configure(String option, JsonElement value) throws IOException {
        JsonObject config = JsonParser.parseString(Files.readString(shared.resolve("run/config.json")))
                .getAsJsonObject();
        config.getAsJsonObject("options").add(option, value);
        Files.writeString(files().config(), config.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stepz: 3 => unknown option 'stepz'; did you mean 'steps'?",
                "steps: \"many\" => option '--steps': 'many' is not a long",
                "steps: [1, 2] => option '--steps': '1,2' is not a long",
                "steps: null => option 'steps' is null, expected a text, a number, or true or false",
                "layers: \"3,x\" => 'x' is not an int",
                "layers: [[3]] => option 'layers' has [3] in it, expected texts and numbers",
                "data-biases: \"maybe\" => 'maybe' is not a boolean",
                "model: \"dbn\" => dbn: did you mean 'sbn'?",
                "algorithm: \"vimco\" => no inference algorithm is called 'vimco'",
                "optimizer: \"adamm\" => did you mean 'adam'?",
                "lr: \"fast\" => 'fast' is no schedule",
                "plugins: \"/no/such/place\" => --plugins /no/such/place: not a folder that can be read: there is no such",
                "data: \"/no/such/place\" => /no/such/place: there is no such folder"
            })
    void optionsInConfigThatAreWrong(String slip) throws IOException {
        String[] parts = slip.split(" => ", 2);
        String[] pair = parts[0].split(": ", 2);
        configure(pair[0], JsonParser.parseString(pair[1]));
        assertSlip(Terminal.hypnos("resume", run.toString()), parts[1]);
        Path out = folder.resolve("new");
        assertSlip(
                Terminal.hypnos("train", "--config", files().config().toString(), "--out", out.toString()), parts[1]);
        assertThat(out).doesNotExist();
    }

    @Test
    void configFilesThatAreNone() throws IOException {
        Path config = folder.resolve("own.json");
        assertSlip(trainBy(config), config + ": there is no such file");
        assertSlip(trainBy(folder), folder + ": it is a folder");
        Files.writeString(config, "{\"layers\": ");
        assertSlip(trainBy(config), config + ": not a JSON object");
        Files.write(config, new byte[] {'{', (byte) 0xfc, '}'});
        assertSlip(trainBy(config), config + ": not a text in UTF-8");
        Files.writeString(config, "{\"partcles\": 3}");
        assertSlip(trainBy(config), config + ": unknown option 'partcles'; did you mean 'particles'?");
        Files.writeString(config, "{\"layers\": \"2\", \"steps\": 2, \"epochs\": 3}");
        assertSlip(trainBy(config), "contradict");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    private Terminal trainBy(Path config) {
        return Terminal.hypnos(
                "train",
                "--config",
                config.toString(),
                "--out",
                folder.resolve("new").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--early-stopping test,nll => would choose the model by the data that should test it",
                "--early-stopping vlaid,nll => only the NLL of the validation split is measured: valid,nll",
                "--early-stopping valid,accuracy => only the NLL of the validation split is measured: valid,nll",
                "--early-stopping valid => expected a split and a metric: valid,nll",
                "--early-stopping valid,nll --eval-every 0 => needs measurements",
                "--early-stopping valid,nll --patience 0 => the patience must be at least 1 measurement, found 0",
                "--keep 0 => --keep must be at least 1",
                "--checkpoint-every 0 => --checkpoint-every must be at least 1",
                "--log-every -1 => --log-every may not be negative",
                "--histograms-every -1 => --histograms-every may not be negative",
                "--eval-every -1 => --eval-every may not be negative",
                "--eval-samples 0 => --eval-samples must be at least 2",
                "--curve-samples 1 => --curve-samples must be at least 2",
                "--shard 0 => --shard must be at least 1",
                "--max-minutes 0 => --max-minutes must be positive, found 0.0"
            })
    void optionsOfTheRunItself(String slip) {
        String[] parts = slip.split(" => ", 2);
        Path out = folder.resolve("new");
        assertSlip(train(out, parts[0].split(" ")), parts[1]);
        assertThat(out).doesNotExist();
    }

    @Test
    void metricsThatThereAreNot() {
        assertSlip(Terminal.hypnos("evaluate", run.toString(), "--metric", "nil"), "--metric nil: did you mean 'nll'?");
        assertSlip(Terminal.hypnos("evaluate", run.toString(), "--split", "tst"), "did you mean 'test'?");
        assertSlip(Terminal.hypnos("plot", run.toString(), "--metric", "ess_maen"), "did you mean 'ess_mean'?");
        assertSlip(Terminal.hypnos("plot", run.toString(), "--split", "vaild"), "did you mean 'valid'?");
        assertSlip(Terminal.hypnos("verify", run.toString(), "--steps", "0"), "--steps must be at least 1");
        assertSlip(Terminal.hypnos("resume", run.toString(), "--steps", "0"), "at least 1");
    }

    private Path data(int images, int pixels) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        for (String split : List.of("train", "valid", "test")) {
            Tensor zeros = Tensor.full(DType.FLOAT32, Shape.of(images, pixels), 0);
            Npy.write(data.resolve(split + ".npy"), zeros);
        }
        return data;
    }

    @Test
    void dataThatHaveChanged() throws IOException {
        Path data = data(8, 4);
        Path own = folder.resolve("own");
        assertThat(train(own, "--data", data.toString(), "--layers", "2", "--batch", "4")
                        .code())
                .isZero();
        data(9, 4);
        for (String command : List.of("resume", "verify")) {
            assertSlip(
                    Terminal.hypnos(command, own.toString()),
                    own + ": the data are not those that it began with: ",
                    "train.npy, valid.npy, test.npy changed");
        }
        data(8, 5);
        assertSlip(Terminal.hypnos("resume", own.toString()), "the data are not those that it began with");
        assertSlip(Terminal.hypnos("evaluate", own.toString()), "the images have 5 pixels, the model was trained on 4");
        assertSlip(
                Terminal.hypnos("evaluate", run.toString(), "--data", data.toString()),
                "the images have 5 pixels, the model was trained on 25");
        MoreFiles.deleteRecursively(data, RecursiveDeleteOption.ALLOW_INSECURE);
        assertSlip(Terminal.hypnos("resume", own.toString()), data + ": there is no such folder");
    }

    @Test
    void figuresThatAreNoText() throws IOException {
        Files.write(files().metrics(), new byte[] {(byte) 0xfc, '\n'});
        for (String command : List.of("verify", "plot")) {
            assertSlip(Terminal.hypnos(command, run.toString()), files().metrics() + ": not a text in UTF-8");
        }
    }

    /** Takes the lock of the folder that it is given, says so, and waits to be ended. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (RunLock unused = RunLock.take(Path.of(arguments[0])).orElseThrow()) {
                System.out.println("taken");
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void twoProcessesOnOneRun() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process holder = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Holder.class.getName(), run.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(holder.getInputStream().read()).isPositive();
            assertSlip(
                    Terminal.hypnos("resume", run.toString()),
                    run + ": another training has this folder: process " + holder.pid() + ", which began ");
            assertSlip(train(run, SMALL), "another training has this folder: process " + holder.pid());
        } finally {
            holder.destroyForcibly();
        }
    }

    /** Something stands where the run would write, as in a folder that may only be read. */
    @Test
    void aFolderThatCannotBeWrittenTo() throws IOException {
        Path lock = run.resolve(".lock");
        Files.deleteIfExists(lock);
        Files.createDirectory(lock);
        Terminal terminal = Terminal.hypnos("resume", run.toString());
        assertThat(terminal.code()).isEqualTo(2);
        assertThat(terminal.errLines()).hasSize(1);
        assertThat(terminal.err()).contains(run + ": cannot write there");
    }

    /** A failure of the machine: exit code 1, the file, what was found, and how to go on. */
    @Test
    void aFileThatCannotBeWrittenTo() throws IOException {
        Files.delete(files().events());
        Files.createDirectory(files().events());
        Terminal terminal = Terminal.hypnos("resume", run.toString(), "--steps", "30", "--quiet");
        assertThat(terminal.code()).isEqualTo(1);
        assertThat(terminal.errLines()).hasSize(1);
        assertThat(terminal.err())
                .startsWith("hypnos: failed: " + files().events() + ": ")
                .contains("'./run resume " + run + "'");
    }

    /** A run that was complete goes on, and its process ends between the last checkpoint and the model. */
    @Test
    void aModelOfFewerStepsIsNotTakenForTheRuns() throws IOException {
        Path picture = files().picture("filters");
        Files.delete(picture);
        Files.createDirectories(picture.resolve("full"));
        assertThat(Terminal.hypnos("resume", run.toString(), "--steps", "30", "--quiet")
                        .code())
                .isEqualTo(1);
        MoreFiles.deleteRecursively(picture, RecursiveDeleteOption.ALLOW_INSECURE);
        Terminal again = Terminal.hypnos("resume", run.toString());
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("30 steps in");
        List<String> lines = Files.readAllLines(files().metrics());
        assertThat(lines.get(lines.size() - 1)).contains("\"step\":30,\"kind\":\"evaluation\"", "\"exact\"");
        assertThat(files().model()).exists();
    }

    @Test
    void stepsBeyondTheEndOfTheRate() {
        Path cosine = folder.resolve("cosine");
        assertThat(Terminal.hypnos("train", "--layers", "2", "--steps", "3", "--quiet", "--out", cosine.toString())
                        .code())
                .isZero();
        Terminal resumed = Terminal.hypnos("resume", cosine.toString(), "--steps", "6", "--quiet");
        assertThat(resumed.code()).isZero();
        assertThat(resumed.err()).contains("warning: the rate cosine:0.02@3 is 0 at the new end");
    }

    @Test
    void fewerStepsThanWereTaken() throws IOException {
        byte[] config = Files.readAllBytes(files().config());
        assertSlip(
                Terminal.hypnos("resume", run.toString(), "--steps", "15"),
                "--steps 15: " + run + " has taken 20 steps already");
        assertThat(files().config()).hasBinaryContent(config);
    }

    /** The line of the measurement at its end is no difference. */
    @Test
    void aRunThatEarlyStoppingEndedIsVerified() {
        Path own = folder.resolve("own");
        String[] early = {
            "--layers", "2", "--early-stopping", "valid,nll", "--patience", "1", "--eval-every", "1", "--lr", "1e-30"
        };
        Terminal trained = train(own, early);
        assertThat(trained.out()).contains("the best parameters of early stopping");
        Terminal verified = Terminal.hypnos("verify", own.toString());
        assertThat(verified.out()).startsWith("verified: the first ").doesNotContain("first 20 ");
        assertThat(verified.code()).isZero();
    }

    @Test
    void aCheckpointOfAnotherModelOrOptimizer() throws IOException {
        for (String[] other : new String[][] {{"--layers", "4"}, {"--layers", "3", "--optimizer", "sgd"}}) {
            Path stranger = folder.resolve("stranger" + other.length);
            List<String> arguments = new ArrayList<>(List.of("--checkpoint-every", "10"));
            arguments.addAll(List.of(other));
            assertThat(train(stranger, arguments.toArray(String[]::new)).code()).isZero();
            String name = "checkpoints/step-000000000020.safetensors";
            Files.write(run.resolve(name), Files.readAllBytes(stranger.resolve(name)));
            assertSlip(
                    Terminal.hypnos("resume", run.toString(), "--quiet"),
                    run + ": its newest checkpoint does not belong to it: ");
        }
    }

    @Test
    void metricsThatWereShortened() throws IOException {
        List<String> lines = Files.readAllLines(files().metrics());
        Files.write(files().metrics(), lines.subList(0, 1));
        assertSlip(
                Terminal.hypnos("resume", run.toString(), "--quiet", "--steps", "30"),
                files().metrics() + " has ",
                "at the checkpoint; was it changed by hand?");
        assertThat(Files.readAllLines(files().metrics())).hasSize(1);
        Files.delete(files().metrics());
        assertSlip(Terminal.hypnos("resume", run.toString(), "--quiet"), files().metrics() + " is missing");
        assertThat(files().metrics()).doesNotExist();
    }

    @Test
    void damagedParameters() throws IOException {
        byte[] bytes = Files.readAllBytes(files().model());
        bytes[bytes.length / 2] ^= 1;
        Files.write(files().model(), bytes);
        for (String command : List.of("evaluate", "sample", "reconstruct", "infer", "export", "diff")) {
            assertSlip(on(command, run), files().model().toString());
        }
    }

    @Test
    void allCheckpointsDamaged() throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[100]);
            }
        }
        Terminal terminal = Terminal.hypnos("resume", run.toString());
        assertThat(terminal.code()).isZero();
        assertThat(terminal.err())
                .contains(
                        "; the checkpoint before it is used",
                        "; there is no checkpoint before it, and the run begins again");
        assertThat(Files.mismatch(files().metrics(), shared.resolve("run/metrics.jsonl")))
                .isEqualTo(-1);
    }

    /** The training ends well; the others say which line it is. */
    @Test
    void aDamagedLineOfMetrics() throws IOException {
        String text = Files.readString(files().metrics());
        Files.writeString(files().metrics(), "#" + text.substring(1));
        Terminal resumed = Terminal.hypnos("resume", run.toString(), "--steps", "30");
        assertThat(resumed.code()).isZero();
        assertThat(resumed.err())
                .contains("warning: there is no report: " + files().metrics() + ": line 1 is no JSON object");
        assertThat(resumed.out()).contains("30 steps in");
        for (String command : List.of("plot", "diff")) {
            assertSlip(on(command, run), files().metrics() + ": line 1 is no JSON object");
        }
    }

    @Test
    void aPluginFolderThatWasMoved() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Path own = folder.resolve("own");
        assertThat(train(own, "--layers", "2", "--plugins", plugins.toString()).code())
                .isZero();
        Files.move(plugins, folder.resolve("elsewhere"));
        assertSlip(
                Terminal.hypnos("resume", own.toString()),
                "--plugins " + plugins + ": not a folder that can be read: there is no such folder");
    }

    /** The folder of plugins is found from wherever a run goes on. */
    @Test
    void pluginsAreKeptByTheirWholePath() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Path relative = Path.of("").toAbsolutePath().relativize(plugins);
        Path own = folder.resolve("own");
        assertThat(train(own, "--layers", "2", "--plugins", relative.toString()).code())
                .isZero();
        Map<String, JsonElement> options = JsonParser.parseString(Files.readString(own.resolve("config.json")))
                .getAsJsonObject()
                .getAsJsonObject("options")
                .asMap();
        assertThat(Path.of(options.get("plugins").getAsString())).isAbsolute();
    }
}
