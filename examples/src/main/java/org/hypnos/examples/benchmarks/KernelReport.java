package org.hypnos.examples.benchmarks;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of single kernels and sets the matrix products against the peak of the same run. */
public final class KernelReport {
    private static final String PEAK = "peak";

    private KernelReport() {}

    /**
     * Prints the table.
     *
     * @param arguments options of JMH
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> products = run(ProductBenchmark.class, arguments);
        Collection<RunResult> elements = run(ElementBenchmark.class, arguments);
        double peak = products.stream()
                .filter(product -> name(product).equals(PEAK))
                .mapToDouble(product -> product.getPrimaryResult().getScore())
                .findFirst()
                .orElseThrow();
        System.out.printf(Locale.ROOT, "%n%-20s %10s %10s%n", "product", "GFLOP/s", "% of peak");
        for (RunResult product : products) {
            double score = product.getPrimaryResult().getScore();
            System.out.printf(Locale.ROOT, "%-20s %10.1f %10.0f%n", name(product), score, 100 * score / peak);
        }
        System.out.printf(Locale.ROOT, "%n%-20s %10s%n", "kernel", "ns/element");
        for (RunResult element : elements) {
            Result<?> result = element.getPrimaryResult();
            System.out.printf(Locale.ROOT, "%-20s %10.2f%n", name(element), result.getScore());
        }
    }

    private static Collection<RunResult> run(Class<?> benchmark, String[] arguments)
            throws RunnerException, CommandLineOptionException {
        return new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .include(benchmark.getName() + "\\.")
                        .build())
                .run();
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }
}
