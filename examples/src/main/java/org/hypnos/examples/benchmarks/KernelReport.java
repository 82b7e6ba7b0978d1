package org.hypnos.examples.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of single kernels and distributions, and sets the matrix products against the peak of the same run. */
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
        Collection<RunResult> distributions = run(DistributionBenchmark.class, arguments);
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
        print("kernel", "ns/element", elements, KernelReport::name);
        print("distribution", "ns/event", distributions, KernelReport::distribution);
    }

    private static void print(
            String what, String unit, Collection<RunResult> results, Function<RunResult, String> name) {
        System.out.printf(Locale.ROOT, "%n%-26s %10s%n", what, unit);
        for (RunResult result : results) {
            double score = result.getPrimaryResult().getScore();
            System.out.printf(Locale.ROOT, "%-26s %10.2f%n", name.apply(result), score);
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

    private static String distribution(RunResult result) {
        return result.getParams().getParam("distribution") + " " + name(result);
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }
}
