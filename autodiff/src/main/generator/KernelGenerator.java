import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the kernels that follow from others: for double from those for float, the vector forms of functions and updates from
 * the scalar ones, and the tiles of the matrix product from patterns. Run by the build:
 *
 * <pre>java KernelGenerator.java SOURCE_ROOT TARGET_ROOT</pre>
 */
public final class KernelGenerator {
    private static final String PACKAGE = "org/hypnos/autodiff/internal/kernels";
    /** Written by hand for each precision, because the numbers or the layout differ. */
    private static final List<String> BY_HAND = List.of("FloatConstants", "FloatDraws");

    /** Written in terms of {@code FloatLanes}. */
    private static final List<String> IN_LANES = List.of("Functions", "Updates");

    private KernelGenerator() {}

    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]).resolve(PACKAGE);
        Path target = Files.createDirectories(Path.of(arguments[1]).resolve(PACKAGE));
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (name.matches("Float[A-Z].*") && !BY_HAND.contains(name)) {
                    write(target, toDouble(name), toDouble(Files.readString(file)));
                }
            }
        }
        for (String name : IN_LANES) {
            String vector = toVector(name, Files.readString(source.resolve("Float" + name + ".java")));
            write(target, "FloatVector" + name, vector);
            write(target, "DoubleVector" + name, toDouble(vector));
        }
        write(target, "FloatVectorTiles", tiles());
        write(target, "DoubleVectorTiles", toDouble(tiles()));
    }

    private static void write(Path target, String name, String text) throws IOException {
        Path file = target.resolve(name + ".java");
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }

    /** Comments marked FLOAT64 are code here; an int marked as bits has the size of the floating-point number. */
    private static String toDouble(String text) {
        return Pattern.compile("^(\\s*)// FLOAT64: ", Pattern.MULTILINE)
                .matcher(text)
                .replaceAll("$1")
                .replace("floatToRawIntBits", "doubleToRawLongBits")
                .replace("intBitsToFloat", "longBitsToDouble")
                .replaceAll("/\\*bits\\*/\\s*int", "long")
                .replace("IntVector", "LongVector")
                .replace("reinterpretAsInts", "reinterpretAsLongs")
                .replaceAll("(\\d)f\\b", "$1d")
                .replace("(float) ", "")
                .replaceAll("\\bfloat\\b", "double")
                .replace("Float", "Double");
    }

    private static String toVector(String name, String text) {
        return text.replace("FloatLanes", "FloatVectorLanes")
                .replace("Float" + name, "FloatVector" + name)
                .replaceAll("\\bfloat\\b(?![\\[)])", "FloatVector")
                .replaceFirst("import static", "import jdk.incubator.vector.FloatVector;\nimport static");
    }

    /** Tiles of six rows and one to four vectors: one variable for each vector of the result. */
    private static String tiles() {
        int height = 6;
        StringBuilder text = new StringBuilder();
        text.append("package org.hypnos.autodiff.internal.kernels;\n\n")
                .append("import jdk.incubator.vector.FloatVector;\n")
                .append("import jdk.incubator.vector.VectorSpecies;\n\n")
                .append(
                        "/** Six rows of a product with one panel, added to what start holds; rows behind the last one repeat it. */\n")
                .append("final class FloatVectorTiles {\n")
                .append("    static final int HEIGHT = " + height + ";\n")
                .append("    private static final VectorSpecies<Float> SPECIES = FloatVectorLanes.SPECIES;\n")
                .append("    private static final int LANES = SPECIES.length();\n\n")
                .append("    private FloatVectorTiles() {}\n\n")
                .append("    static void tile(int width, " + PARAMETERS + ") {\n")
                .append("        switch (width) {\n");
        for (int width = 1; width <= 4; width++) {
            text.append("            case " + width + " -> tile" + width + "(" + ARGUMENTS + ");\n");
        }
        text.append("            default -> throw new AssertionError(width);\n        }\n    }\n");
        for (int width = 1; width <= 4; width++) {
            text.append(tile(height, width));
        }
        text.append(
                        "\n    /** One row of a product with one panel: only the numbers of the left side that are listed. */\n")
                .append("    static void row(int width, " + ROW_PARAMETERS + ") {\n        switch (width) {\n");
        for (int width = 1; width <= 4; width++) {
            text.append("            case " + width + " -> row" + width + "(" + ROW_ARGUMENTS + ");\n");
        }
        text.append("            default -> throw new AssertionError(width);\n        }\n    }\n");
        for (int width = 1; width <= 4; width++) {
            text.append(row(width));
        }
        return text.append("}\n").toString();
    }

    private static final String PARAMETERS = "int k, float[] left, int at, int stepRow, int stepK, int last,"
            + " float[] panel, int atPanel, float[] start, int atStart, int stepStart,"
            + " float[] out, int to, int stepOut";
    private static final String ARGUMENTS =
            "k, left, at, stepRow, stepK, last, panel, atPanel, start, atStart, stepStart, out, to, stepOut";

    private static String tile(int height, int width) {
        String starts = each(
                height,
                "",
                r -> "        int d" + r + " = atStart + Math.min(" + r + ", last) * stepStart;\n"
                        + each(
                                width,
                                "",
                                v -> "        FloatVector " + sum(r, v) + " = FloatVector.fromArray(SPECIES, start, d"
                                        + r + " + " + v + " * LANES);\n"));
        String rows = each(height, "", r -> "        int a" + r + " = at + Math.min(" + r + ", last) * stepRow;\n");
        String loads = each(
                width,
                "",
                v -> "            FloatVector b" + v + " = FloatVector.fromArray(SPECIES, panel, b + " + v
                        + " * LANES);\n");
        String products = each(
                height,
                "",
                r -> "            FloatVector x" + r
                        + " = FloatVector.broadcast(SPECIES, left[a" + r + " + a]);\n"
                        + each(
                                width,
                                "",
                                v -> "            " + sum(r, v) + " = x" + r + ".fma(b" + v + ", " + sum(r, v)
                                        + ");\n"));
        String stores = each(
                height,
                "",
                r -> "        int c" + r + " = to + Math.min(" + r + ", last) * stepOut;\n"
                        + each(
                                width,
                                "",
                                v -> "        " + sum(r, v) + ".intoArray(out, c" + r + " + " + v + " * LANES);\n"));
        return "\n    private static void tile" + width + "(" + PARAMETERS + ") {\n" + rows + starts
                + "        for (int p = 0, a = 0, b = atPanel; p < k; p++, a += stepK, b += " + width + " * LANES) {\n"
                + loads + products + "        }\n" + stores + "    }\n";
    }

    private static final String ROW_PARAMETERS = "int[] index, int from, int to, float[] left, int at, int stepK,"
            + " float[] panel, int atPanel, float[] start, int atStart, float[] out, int atOut";
    private static final String ROW_ARGUMENTS =
            "index, from, to, left, at, stepK, panel, atPanel, start, atStart, out, atOut";

    private static String row(int width) {
        String starts = each(
                width,
                "",
                v -> "        FloatVector " + sum(0, v) + " = FloatVector.fromArray(SPECIES, start, atStart + " + v
                        + " * LANES);\n");
        String products = each(
                width,
                "",
                v -> "            " + sum(0, v) + " = x.fma(FloatVector.fromArray(SPECIES, panel, b + " + v
                        + " * LANES), " + sum(0, v) + ");\n");
        String stores = each(width, "", v -> "        " + sum(0, v) + ".intoArray(out, atOut + " + v + " * LANES);\n");
        return "\n    private static void row" + width + "(" + ROW_PARAMETERS + ") {\n" + starts
                + "        for (int i = from; i < to; i++) {\n"
                + "            int p = index[i];\n"
                + "            FloatVector x = FloatVector.broadcast(SPECIES, left[at + p * stepK]);\n"
                + "            int b = atPanel + p * " + width + " * LANES;\n"
                + products + "        }\n" + stores + "    }\n";
    }

    private static String sum(int row, int vector) {
        return "s" + row + "_" + vector;
    }

    private static String each(int n, String separator, java.util.function.IntFunction<String> text) {
        return IntStream.range(0, n).mapToObj(text).collect(Collectors.joining(separator));
    }
}
