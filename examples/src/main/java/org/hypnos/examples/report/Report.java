package org.hypnos.examples.report;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.hypnos.core.io.AtomicFile;

/**
 * The page that shows a run: one file that needs no other, no script and no network, in light and dark, on wide screens and
 * narrow ones. What the run has not written is left out.
 */
public final class Report {
    private static final ImmutableMap<String, String> PICTURES = ImmutableMap.of(
            "fantasies.png", "Fantasies: what the model dreams, the probability of each pixel",
            "reconstructions.png",
                    "Reconstructions: in each pair of rows, data above, what the model makes of them below",
            "filters.png", "Filters: each first-layer unit's weights to the pixels; grey 0, white above, black below");

    private final RunRecord run;
    private final StringBuilder page = new StringBuilder();

    private Report(RunRecord run) {
        this.run = run;
    }

    /**
     * Writes {@code report.html} from what else is in {@code folder}, and says where it is.
     *
     * @throws IOException if what is there cannot be read, or the page not written
     */
    public static Path write(Path folder) throws IOException {
        byte[] page = new Report(RunRecord.read(folder)).page().getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("report.html");
        AtomicFile.write(file, out -> out.write(page));
        return file;
    }

    private String page() throws IOException {
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append(Html.fill("<title>%s \u00b7 Hypnos</title>\n<style>\n", name()))
                .append(Resources.toString(Report.class.getResource("report.css"), StandardCharsets.UTF_8))
                .append("</style></head>\n<body>\n");
        header();
        page.append("<main>\n");
        headlines();
        pictures();
        panels();
        tables();
        goingOn();
        page.append("</main>\n</body></html>\n");
        return page.toString();
    }

    private String name() {
        return run.folder().toAbsolutePath().normalize().getFileName().toString();
    }

    private void header() {
        page.append("<header><div>")
                .append("<svg class=\"moon\" viewBox=\"0 0 40 40\" aria-hidden=\"true\">")
                .append("<path d=\"M27 4a17 17 0 1 0 9 23A14.500 14.500 0 0 1 27 4z\"/></svg>")
                .append(Html.fill("<h1>%s</h1>\n<p class=\"facts\">%s</p>\n", name(), facts()));
        if (!run.options().isEmpty()) {
            page.append(Html.fill("<pre class=\"recipe\">%s</pre>", run.recipe()));
        }
        page.append("</div></header>\n");
    }

    /** Steps, time and speed. */
    private String facts() {
        List<String> facts = new ArrayList<>();
        facts.add(
                run.lastStep() == 0 ? "no step recorded yet" : String.format(Locale.ROOT, "%,d steps", run.lastStep()));
        if (!run.timings().isEmpty()) {
            MetricsLine last = run.timings().get(run.timings().size() - 1);
            add(facts, last.number("seconds"), Report::duration);
            add(
                    facts,
                    last.number("examples_per_second"),
                    speed -> String.format(Locale.ROOT, "%,.0f examples/s", speed));
        }
        return String.join(" \u00b7 ", facts);
    }

    private static void add(List<String> facts, double number, DoubleFunction<String> text) {
        if (Double.isFinite(number)) {
            facts.add(text.apply(number));
        }
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : whole < 3600
                        ? String.format(Locale.ROOT, "%d min %d s", whole / 60, whole % 60)
                        : String.format(Locale.ROOT, "%d h %d min", whole / 3600, whole / 60 % 60);
    }

    private void headlines() {
        List<Headline> headlines = Headline.of(run);
        if (headlines.isEmpty()) {
            return;
        }
        page.append("<section class=\"headlines\" aria-label=\"Headline figures\">\n");
        for (Headline headline : headlines) {
            page.append(Html.fill(
                    "<div class=\"card\"><h3>%s</h3><p class=\"value\">%s</p><p class=\"estimate\">%s</p><p>%s</p>",
                    headline.name(), headline.value(), headline.estimate(), headline.intervals()));
            page.append(Html.fill("<p>%s</p>", headline.where()));
            page.append(headline.likelihood() ? "" : "<p class=\"warn\">not a likelihood</p>")
                    .append("</div>\n");
        }
        page.append("</section>\n");
    }

    private void pictures() throws IOException {
        StringBuilder figures = new StringBuilder();
        for (Map.Entry<String, String> picture : PICTURES.entrySet()) {
            Path file = run.folder().resolve(picture.getKey());
            if (Files.isRegularFile(file)) {
                figures.append("<figure>").append(Html.image(Files.readAllBytes(file), picture.getKey()));
                figures.append(caption(picture.getValue())).append("</figure>\n");
            }
        }
        section("Pictures", "pictures", figures);
    }

    private static String caption(String text) {
        int colon = text.indexOf(':');
        return Html.fill("<figcaption><b>%s</b>%s</figcaption>", text.substring(0, colon), text.substring(colon + 1));
    }

    private void panels() {
        StringBuilder figures = new StringBuilder();
        Panel.of(run).forEach(panel -> figures.append(panel.html()).append('\n'));
        section("Curves over steps", "panels", figures);
    }

    private void tables() {
        StringBuilder tables = new StringBuilder();
        table(tables, "Options", run.options());
        table(tables, "What made it", run.made());
        section("How it was made", "tables", tables);
    }

    private static void table(StringBuilder html, String title, Map<String, String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        html.append(Html.fill("<table><caption>%s</caption><tbody>", title));
        rows.forEach(
                (name, value) -> html.append(Html.fill("<tr><th scope=\"row\">%s</th><td>%s</td></tr>", name, value)));
        html.append("</tbody></table>\n");
    }

    private void goingOn() {
        String folder = RunRecord.quoted(run.folder().toString());
        StringBuilder list = new StringBuilder("<dl>");
        command(list, "./run resume " + folder, "continues it to the same bits as if it had never stopped");
        command(list, "./run verify " + folder, "takes its first steps again and compares bits");
        command(list, "./run evaluate " + folder + " --samples 1000", "estimates its likelihood by more draws");
        command(list, "./run plot --nll-samples " + folder, "shows how that estimate depends on the number of draws");
        command(list, "./run diff " + folder + " OTHER", "says where another run parts from it");
        section("How to go on", "commands", list.append("</dl>\n"));
    }

    private static void command(StringBuilder list, String command, String meaning) {
        list.append(Html.fill("<dt><code>%s</code></dt><dd>%s</dd>", command, meaning));
    }

    private void section(String title, String kind, CharSequence content) {
        if (content.length() > 0) {
            page.append(Html.fill("<section><h2>%s</h2>\n<div class=\"%s\">\n", title, kind))
                    .append(content)
                    .append("</div></section>\n");
        }
    }
}
