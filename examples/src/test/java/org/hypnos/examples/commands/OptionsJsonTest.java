package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands in {@code config.json} is read back as it was given. */
class OptionsJsonTest {
    private static RunOptions read(String json) {
        return OptionsJson.read(JsonParser.parseString(json).getAsJsonObject(), "here");
    }

    @Test
    void optionsOfEveryKind() {
        RunOptions given = new RunOptions();
        given.data = "--it's \"odd\", = ${user} @here";
        given.layers = List.of(30, 20);
        given.lrOf = List.of("model/h1*=0.1,0.01@5", "guide/*=0.2");
        given.option = Map.of("first", "a=b,c", "second", "\"--d\"");
        given.seed = -5;
        given.dataBiases = true;
        given.particles = "";
        RunOptions found = read(OptionsJson.of(given).toString());
        assertThat(found).usingRecursiveComparison().isEqualTo(given);
    }

    @Test
    void listsAreWrittenAsListsOrAsTexts() {
        assertThat(read("{\"layers\": [30, 20]}").layers).containsExactly(30, 20);
        assertThat(read("{\"layers\": \"30,20\"}").layers).containsExactly(30, 20);
        assertThat(read("{\"lr-of\": [\"a=1\", \"b=2\"]}").lrOf).containsExactly("a=1", "b=2");
        assertThat(read("{\"lr-of\": \"a=1\"}").lrOf).containsExactly("a=1");
    }
}
