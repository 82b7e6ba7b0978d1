package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.Idx;
import org.hypnos.examples.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleCommandTest {
    @TempDir
    private Path folder;

    @Test
    void examplesAreListedOneALine() {
        Terminal terminal = Terminal.hypnos("example");
        assertThat(terminal.code()).isZero();
        assertThat(terminal.out().lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactlyElementsOf(
                        Example.all().stream().map(Example::name).toList());
    }

    @Test
    void filesGoWhereTheyAreSent() {
        Path out = folder.resolve("new");
        Terminal terminal = Terminal.hypnos("example", "helmholtz", "--steps", "2", "--quiet", "--out", out.toString());
        assertThat(terminal.code()).as(terminal.err()).isZero();
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out()).contains("hidden     exact NLL", out + "/helmholtz.safetensors");
        assertThat(out.toFile().list()).containsExactly("helmholtz.safetensors");
    }

    @Test
    void imagesOfAFolderAreRead() throws IOException {
        Tensor greys = RandomStream.of(1).uniform(Shape.of(100, 28, 28), Tensor.scalar(DType.FLOAT32, 0));
        Idx.writeImages(folder.resolve("train-images-idx3-ubyte"), greys);
        Idx.writeImages(folder.resolve("valid-images-idx3-ubyte.gz"), greys);
        Path out = folder.resolve("new");
        Terminal terminal = Terminal.hypnos(
                "example",
                "sbn-mnist",
                "--data",
                folder.toString(),
                "--steps",
                "2",
                "--quiet",
                "--out",
                out.toString());
        assertThat(terminal.code()).as(terminal.err()).isZero();
        assertThat(terminal.out()).contains("independent pixels", out + "/fantasies.png");
    }

    @Test
    void slipsAreToldInALine() throws IOException {
        assertSlip("no example 'helmholz'; did you mean 'helmholtz'?", "helmholz");
        assertSlip("--steps must be at least 1, found 0", "bars", "--steps", "0");
        assertSlip("makes its own data", "bars", "--data", folder.toString());
        Path file = Files.createFile(folder.resolve("file"));
        assertSlip("a folder is expected, and this is a file", "bars", "--out", file.toString());
        assertSlip("there is no such folder", "sbn-mnist", "--data", file.toString());
        assertSlip("train-images-idx3-ubyte: there is no such file", "sbn-mnist", "--data", folder.toString());
    }

    private static void assertSlip(String message, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "example";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Terminal terminal = Terminal.hypnos(all);
        assertThat(terminal.err()).contains(message);
        assertThat(terminal.errLines()).hasSize(1);
        assertThat(terminal.code()).isEqualTo(2);
    }
}
