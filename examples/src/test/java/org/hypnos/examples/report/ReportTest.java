package org.hypnos.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    private String page() throws IOException {
        return Files.readString(Report.write(folder));
    }

    @Test
    void figuresSayWhatTheyAre() throws IOException {
        new RecordedRun(folder, 50, 1).write();
        assertThat(page())
                .contains("Negative log-likelihood", "108.40 nats", "importance-sampled, K = 1000")
                .contains("95 % over data \u00b1 0.52", "Monte Carlo \u00b1 0.03", "not a likelihood")
                .contains(
                        "--insomnia &#39;0.0-&gt;1.0@1000&#39; --seed 1 --rates &#39;model/x/*=0.01&#39; --mean-biases<",
                        "data_sha256/train-images-idx3-ubyte.gz")
                .contains("Effective sample size", "log p - log q by site", "Regularization");
    }

    @Test
    void thePageNeedsNoOtherFile() throws IOException {
        new RecordedRun(folder, 20, 1).write();
        String page = page();
        assertThat(page.split("data:image/png;base64,", -1)).hasSize(4);
        assertThat(page).doesNotContain("http", "<script", "<link", "@import", "url(");
    }

    @Test
    void namesAndValuesAreNotRead() throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                "{\"options\": {\"data\": \"<script>alert('x')</script>\", \"<b>\": \"\\\"&\"}}");
        Files.writeString(folder.resolve("metrics.jsonl"), """
                {"step": 1, "kind": "train", "kl/<i>": 1, "<u>": 2}
                {"step": 1, "kind": "evaluation", "split": "<s>", "metric": "nll", "value": 1}
                """);
        assertThat(page()).doesNotContain("<script", "<i>", "<u>", "<s>").contains("&lt;script&gt;", "&lt;u&gt;");
    }

    @Test
    void whatIsMissingIsLeftOut() throws IOException {
        assertThat(page()).contains("no step recorded yet").doesNotContain("<h2>Pictures", "<h2>Curves", "<table");
    }

    @Test
    void aLineCutShortAtTheEndIsIgnoredAndOneBeforeItIsNot() throws IOException {
        new RecordedRun(folder, 5, 1).write();
        Path metrics = folder.resolve("metrics.jsonl");
        Files.writeString(metrics, "{\"step\":700,\"kind\":\"tr", StandardOpenOption.APPEND);
        assertThat(page()).contains("500 steps");
        Files.writeString(metrics, "\n{\"step\":800,\"kind\":\"train\"}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(this::page).isInstanceOf(IOException.class).hasMessageContaining("line 7 is no JSON object");
    }

    @Test
    void numbersThatAreNoneAreLeftOut() throws IOException {
        Files.writeString(
                folder.resolve("metrics.jsonl"),
                "{\"step\":1,\"kind\":\"train\",\"theta_loss\":NaN,\"phi_loss\":\"Infinity\",\"kl/h1\":1e308,\"left_out\":3}\n");
        assertThat(page()).contains("Data left out").doesNotContain("NaN", "Infinity", "Model&#39;s loss");
    }

    @Test
    void longRunsStaySmall() throws IOException {
        new RecordedRun(folder, 4_000, 1).write();
        Files.delete(folder.resolve("fantasies.png"));
        Files.delete(folder.resolve("reconstructions.png"));
        Files.delete(folder.resolve("filters.png"));
        assertThat(page()).hasSizeLessThan(400_000).contains("means of 7 lines each");
    }
}
