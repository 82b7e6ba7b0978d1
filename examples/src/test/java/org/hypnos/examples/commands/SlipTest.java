package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A slip is answered by one line that names the thing, exit code 2, and nothing left behind. */
class SlipTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> slips() {
        return Stream.of(
                Arguments.of("train --data nowhere", "nowhere: there is no such folder"),
                Arguments.of("train --layers 200,0,10", "at least 1 unit, found 0"),
                Arguments.of("train --layers 3,x", "'x' is not an int"),
                Arguments.of("train --algorithm vimco", "called 'vimco'; there are [rws, ws]"),
                Arguments.of("train --partcles 3", "did you mean '--particles'?"),
                Arguments.of("train --option partcles=3", "did you mean 'particles'?"),
                Arguments.of("train --algorithm ws --particles 3", "unknown option 'particles'; there are [samples"),
                Arguments.of("train --particles 1 --insomnia 0.5", "the guide would learn nothing"),
                Arguments.of("train --insomnia 2", "between 0.0 and 1.0"),
                Arguments.of("train --steps 0", "at least 1"),
                Arguments.of("train --steps 4 --epochs 1", "contradict"),
                Arguments.of("train --batch 0", "--batch must be at least 1"),
                Arguments.of("train --threads 0", "--threads must be at least 1"),
                Arguments.of("train --lr -1", "--lr -1: a rate must be positive"),
                Arguments.of("train --lr fast", "'fast' is no schedule: it has none of the forms"),
                Arguments.of("train --lr 1->0@9 --schedule cosine", "contradict each other"),
                Arguments.of("train --engine gpu", "no engine 'gpu'; there are [auto, plain, vector]"),
                Arguments.of("train --optimizer adamm", "did you mean 'adam'?"),
                Arguments.of("train --schedule never", "there are constant and cosine"),
                Arguments.of("train --model dbn", "--model dbn: did you mean 'sbn'?"),
                Arguments.of("train --guide deep", "--guide deep: there are [sbn, dsbn, darn, nade]"),
                Arguments.of("train --latent gausian", "did you mean 'gaussian'?"),
                Arguments.of("train --plugins nowhere", "not a folder that can be read"),
                Arguments.of("train --seed one", "'one' is not a long"),
                Arguments.of("trian", "did you mean 'train'?"),
                Arguments.of("evaluate nowhere", "no run is there"),
                Arguments.of("sample nowhere", "no run is there"),
                Arguments.of("", "a command is missing"));
    }

    @ParameterizedTest
    @MethodSource("slips")
    void oneLineSaysWhatIsWrong(String command, String message) throws IOException {
        List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
        arguments.removeIf(String::isEmpty);
        if (command.startsWith("train")) {
            arguments.addAll(List.of("--out", folder.resolve("run").toString()));
        }
        assertSlip(Terminal.hypnos(arguments.toArray(String[]::new)), message);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static void assertSlip(Terminal terminal, String message) {
        assertThat(terminal.code()).isEqualTo(2);
        assertThat(terminal.errLines()).hasSize(1);
        assertThat(terminal.err()).startsWith("hypnos: ").contains(message);
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void imageFilesThatAreMissingCutShortOrSomethingElse() throws IOException {
        assertSlip(train(folder), "no file train-images-idx3-ubyte");
        Path images = folder.resolve("train-images-idx3-ubyte");
        Files.write(images, new byte[] {0, 0, 8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertSlip(train(folder), "begins with 0x00000801, expected 0x00000803");
        byte[] whole = idx(3, 2, 2);
        Files.write(images, Arrays.copyOf(whole, whole.length - 1));
        assertSlip(train(folder), images + ": the file is cut short");
        Files.write(images, whole);
        assertSlip(train(folder), "no file valid-images-idx3-ubyte");
        Files.write(folder.resolve("valid-images-idx3-ubyte"), idx(3, 2, 3));
        assertSlip(train(folder), "training images have 4 pixels, validation images 6");
    }

    private Terminal train(Path data) {
        return Terminal.hypnos(
                "train",
                "--data",
                data.toString(),
                "--out",
                folder.resolve("run").toString());
    }

    private static byte[] idx(int count, int rows, int columns) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int number : new int[] {0x803, count, rows, columns}) {
            out.writeInt(number);
        }
        out.write(new byte[count * rows * columns]);
        return bytes.toByteArray();
    }

    @Test
    void anOutThatCannotBeWrittenTo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertSlip(Terminal.hypnos("train", "--out", file.toString()), file + ": cannot write there");
        assertSlip(Terminal.hypnos("train", "--out", file.resolve("run").toString()), "cannot write there");
        assertThat(file).isEmptyFile();
    }

    @Test
    void anOutThatHoldsARun() {
        String run = folder.resolve("run").toString();
        assertThat(Terminal.hypnos("train", "--steps", "1", "--layers", "2", "--quiet", "--out", run)
                        .code())
                .isZero();
        assertSlip(Terminal.hypnos("train", "--steps", "1", "--out", run), "it already holds a run");
    }

    @Test
    void aStackTraceOnlyForThoseWhoAsk() {
        Terminal terminal = Terminal.hypnos("train", "--batch", "0", "--stacktrace");
        assertThat(terminal.code()).isEqualTo(2);
        assertThat(terminal.err()).contains("at org.hypnos.examples");
    }

    @Test
    void greyPixels() throws IOException {
        byte[] images = idx(3, 2, 2);
        images[images.length - 1] = 100;
        Files.write(folder.resolve("train-images-idx3-ubyte"), images);
        assertSlip(train(folder), "image 2 has a grey pixel, 100 of 255");
    }

    @Test
    void aPictureThatWouldReplaceSomethingElse() {
        assertSlip(Terminal.hypnos("sample", "--out", "model.safetensors"), "must end in .png");
    }

    @Test
    void aBatchLargerThanTheData() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), idx(3, 2, 2));
        Files.write(folder.resolve("valid-images-idx3-ubyte"), idx(3, 2, 2));
        assertSlip(train(folder), "--batch 100: there are only 3 images");
    }

    @Test
    void tooManyUnits() {
        String out = folder.resolve("run").toString();
        assertSlip(Terminal.hypnos("train", "--layers", "100000,100000", "--out", out), "too many units");
    }

    @Test
    void twoTrainingsDoNotShareAFolder() {
        Path run = folder.resolve("run");
        try (Claim claim = Claim.ofNew(run, "")) {
            assertThat(claim.files().path()).isEqualTo(run);
            assertSlip(
                    Terminal.hypnos("train", "--out", run.toString()),
                    "another training has this folder: process "
                            + ProcessHandle.current().pid());
        }
        assertThat(run).doesNotExist();
    }
}
