package org.hypnos.inference.rws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same training gives the same bits on every JDK, with every engine and width of vectors, on any number of threads. */
class BarsBitsTest {
    /**
     * Other JDKs than the one that tests, as paths of {@code java} with the system's separator between them. Level 0 of AVX
     * is left out, because a JVM at that level has no fused multiply-add and does not train.
     */
    private static final String OTHER_JDKS = System.getProperty("hypnos.jdks", "");

    @Tag("bits")
    @ParameterizedTest
    @CsvSource({
        "FLOAT32, b2f1efeabba4625b81ce3b418ab1db7c4fb52e7750536cf7e70d46d78a82261c",
        "FLOAT64, d231c2564b20f949618357ac42e2a919e2e1049d186e63e4917fbe9759bde07d",
    })
    void twoHundredStepsEndAtTheseBits(DType dtype, String digest) {
        assertThat(BarsTraining.result(Engine.fastest(), 2, dtype)).startsWith(digest);
    }

    /** Any two settings meet in some JVM. */
    @Test
    void jvmsOfAllKindsTrainToTheSameBits() throws InterruptedException, ExecutionException {
        Map<String, String> here = Stream.of(DType.values())
                .collect(toMap(DType::name, dtype -> BarsTraining.result(Engine.fastest(), 1, dtype)));
        Map<String, Future<String>> running = new TreeMap<>();
        Map<String, String> expected = new TreeMap<>();
        ExecutorService twoAtATime = Executors.newFixedThreadPool(2);
        try {
            for (List<String> row : AllPairs.rows(factors())) {
                Jvm jvm = new Jvm(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4));
                running.put(jvm.toString(), twoAtATime.submit(jvm::train));
                expected.put(jvm.toString(), here.get(jvm.dtype()));
            }
            Map<String, String> found = new TreeMap<>();
            for (Map.Entry<String, Future<String>> entry : running.entrySet()) {
                found.put(entry.getKey(), entry.getValue().get());
            }
            assertThat(found).containsExactlyEntriesOf(expected);
        } finally {
            twoAtATime.shutdownNow();
        }
    }

    /** Those of most settings first, for the fewest rows; in a tie an earlier setting is taken. */
    private static List<List<String>> factors() {
        String own = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> jdks = Stream.concat(Stream.of(own), Stream.of(OTHER_JDKS.split(File.pathSeparator)))
                .filter(java -> !java.isEmpty())
                .distinct()
                .toList();
        return List.of(
                List.of("1", "2", "3", "8"),
                List.of("1", "2", "3"),
                List.of("vector", "plain"),
                jdks,
                Stream.of(DType.values()).map(DType::name).toList());
    }

    /** A JVM to be started, and what it trains with; AVX is lowered to what the machine has. */
    private record Jvm(String threads, String avx, String engine, String java, String dtype) {
        private List<String> command() {
            List<String> command = new ArrayList<>(List.of(java, "-Xmx256m"));
            command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=" + avx));
            if (engine.equals("vector")) {
                command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
            }
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), BarsTraining.class.getName()));
            command.addAll(List.of(engine, threads, dtype));
            return command;
        }

        String train() throws IOException, InterruptedException {
            Process process =
                    new ProcessBuilder(command()).redirectErrorStream(true).start();
            try (BufferedReader reader = process.inputReader(UTF_8)) {
                List<String> output = reader.lines().toList();
                assertThat(process.waitFor()).as("%s: %s", this, output).isZero();
                String last = output.get(output.size() - 1);
                assertThat(last).startsWith(BarsTraining.RESULT);
                return last.substring(BarsTraining.RESULT.length());
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
