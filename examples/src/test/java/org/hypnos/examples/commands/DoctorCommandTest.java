package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever keeps a plugin from working is named in one line, with its likely cause. */
class DoctorCommandTest {
    private static final String SOURCE = """
            package stranger;

            import com.google.common.collect.ImmutableList;
            import org.hypnos.core.inference.*;

            %s class %s %s implements InferenceProvider {
                %s
                public String id() { return "%s"; }
                public String description() { return "learns nothing"; }
                public OptionSet options() { return OptionSet.of(); }
                public InferenceAlgorithm create(Programs programs, Options options) { return ImmutableList::of; }
            }
            """;

    @TempDir
    private Path folder;

    private Path plugins;
    private PluginJar jar;

    @BeforeEach
    void makeFolder() throws IOException {
        plugins = Files.createDirectories(folder.resolve("plugins"));
        jar = new PluginJar(Files.createDirectories(folder.resolve("work")));
    }

    private static String source(String name, String id) {
        return SOURCE.formatted("public", name, "", "", id);
    }

    private Terminal doctor(String... more) {
        String[] arguments = new String[more.length + 4];
        System.arraycopy(new String[] {"algorithms", "doctor", "--plugins", plugins.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Terminal.hypnos(arguments);
    }

    /** The only line about what is wrong, in the jar {@code broken.jar}. */
    private String onlyProblem() throws IOException {
        jar.write(plugins.resolve("broken.jar"));
        Terminal terminal = doctor();
        assertThat(terminal.code()).isEqualTo(1);
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out()).endsWith("there are [rws, ws]; one thing is wrong" + System.lineSeparator());
        return terminal.out()
                .lines()
                .filter(line -> line.startsWith("    broken.jar"))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    @Test
    void tellsWhatIsFoundWhere() throws IOException {
        jar.with("Stranger", source("Stranger", "stranger"))
                .listing("# ours\nstranger.Stranger # the only one\n\n")
                .write(plugins.resolve("stranger.jar"));
        Terminal terminal = doctor();
        assertThat(terminal.code()).isZero();
        assertThat(terminal.out().lines())
                .anyMatch(line -> line.matches("module path: \\d+ modules"))
                .anyMatch(line -> line.matches("class path: \\d+ entries"))
                .anyMatch(line -> line.endsWith(".ReweightedWakeSleepProvider: works, as 'rws'"))
                .contains("--plugins " + plugins + ": 1 jar")
                .contains("    stranger.jar, stranger.Stranger: works, as 'stranger'")
                .endsWith("there are [rws, stranger, ws]; nothing is wrong");
        assertThat(doctor("stranger").out())
                .endsWith("'stranger' works: stranger.jar, stranger.Stranger" + System.lineSeparator());
    }

    @Test
    void withoutAFolderItSaysSo() {
        Terminal terminal = Terminal.hypnos("algorithms", "doctor");
        assertThat(terminal.code()).isZero();
        assertThat(terminal.out()).contains("--plugins: not given", "there are [rws, ws]; nothing is wrong");
    }

    @Test
    void aJarWithoutAList() throws IOException {
        jar.with("Stranger", source("Stranger", "stranger"));
        assertThat(onlyProblem())
                .isEqualTo("broken.jar: it has no " + PluginJar.SERVICE
                        + "; add that file, with the line stranger.Stranger");
    }

    @Test
    void aListThatIsEmpty() throws IOException {
        jar.with("Stranger", source("Stranger", "stranger")).listing("# stranger.Stranger");
        assertThat(onlyProblem()).contains("names no class; add that file, with the line stranger.Stranger");
    }

    @Test
    void aModuleThatProvidesWithoutAList() throws IOException {
        jar.with("Stranger", source("Stranger", "stranger")).with("module-info.class", new byte[0]);
        assertThat(onlyProblem()).endsWith("(the 'provides' of its module-info counts on the module path only)");
    }

    @Test
    void aClassThatIsNotThere() throws IOException {
        jar.listing("stranger.Stranegr");
        assertThat(onlyProblem())
                .isEqualTo(
                        "broken.jar, stranger.Stranegr: the class is not found; is it spelt otherwise there, or was it"
                                + " left out of the jar?");
    }

    @Test
    void aClassThatIsNotPublic() throws IOException {
        jar.with("Stranger", SOURCE.formatted("", "Stranger", "", "public Stranger() {}", "stranger"))
                .listing("stranger.Stranger");
        assertThat(onlyProblem()).isEqualTo("broken.jar, stranger.Stranger: the class is not public; make it so");
    }

    @Test
    void aConstructorThatNobodyMayCall() throws IOException {
        jar.with("Stranger", SOURCE.formatted("public", "Stranger", "", "Stranger() {}", "stranger"))
                .listing("stranger.Stranger");
        assertThat(onlyProblem()).contains("the class has no public constructor without arguments; add one");
    }

    @Test
    void aConstructorThatThrows() throws IOException {
        String constructor = "public Stranger() { throw new UnsupportedOperationException(\"not on Sundays\"); }";
        jar.with("Stranger", SOURCE.formatted("public", "Stranger", "", constructor, "stranger"))
                .listing("stranger.Stranger");
        assertThat(onlyProblem()).contains("UnsupportedOperationException: not on Sundays");
    }

    @Test
    void aClassThatIsNoProvider() throws IOException {
        jar.with("Stranger", "package stranger; public class Stranger {}").listing("stranger.Stranger");
        assertThat(onlyProblem()).contains("the class does not implement InferenceProvider");
    }

    @Test
    void aClassForANewerJava() throws IOException {
        jar.with("Stranger", source("Stranger", "stranger")).listing("stranger.Stranger");
        byte[] newer = jar.get("stranger/Stranger.class").clone();
        int feature = Runtime.version().feature() + 4;
        newer[7] = (byte) (44 + feature); // the last byte of the class file's version
        jar.with("stranger/Stranger.class", newer);
        assertThat(onlyProblem())
                .contains("it was compiled for Java " + feature + ", and this is Java ", "compile it with --release ");
    }

    @Test
    void aLibraryThatIsMissing() throws IOException {
        jar.compiled("Base", "package stranger; public class Base {}")
                .with("Stranger", SOURCE.formatted("public", "Stranger", "extends Base", "", "stranger"))
                .listing("stranger.Stranger");
        assertThat(onlyProblem())
                .contains(
                        "it needs the class stranger.Base, which is not found; is the jar of a library that it needs missing beside it?");
    }

    @Test
    void aClassOfHypnosThatThereIsNot() throws IOException {
        jar.compiled("Gone", "package org.hypnos.core; public class Gone {}")
                .with(
                        "Stranger",
                        SOURCE.formatted("public", "Stranger", "extends org.hypnos.core.Gone", "", "stranger"))
                .listing("stranger.Stranger");
        assertThat(onlyProblem()).contains("was it built for another version of Hypnos? Compile it against this one");
    }

    /** As if the interface had got a method after the plugin was built. */
    @Test
    void aMethodOfHypnosThatItLacks() throws IOException {
        String half = """
                package stranger;
                public abstract class Half implements org.hypnos.core.inference.InferenceProvider {}
                """;
        jar.compiled("Half", "package stranger; public class Half {}")
                .with("Stranger", "package stranger; public class Stranger extends Half {}")
                .with("Half", half)
                .listing("stranger.Stranger");
        assertThat(onlyProblem()).contains("AbstractMethodError", "was it built for another version of Hypnos?");
    }

    @Test
    void aSecondPluginOfOneId() throws IOException {
        jar.with("Stranger", source("Stranger", "rws")).listing("stranger.Stranger");
        assertThat(onlyProblem()).contains("its id is that of", "ReweightedWakeSleepProvider, which was found first");
    }

    @Test
    void aJarThatIsNone() throws IOException {
        Files.writeString(plugins.resolve("torn.jar"), "not a jar");
        Files.createDirectory(plugins.resolve("unpacked.jar"));
        assertThat(doctor().out()).contains("torn.jar: it cannot be read as a jar: ", "was it cut short");
        assertThat(doctor().out()).contains("unpacked.jar: it cannot be read as a jar: it is a folder");
    }

    @Test
    void aFolderWithoutJars() throws IOException {
        assertThat(doctor().out()).contains(plugins + ": the folder is empty; put the plugin's jar there");
        Files.writeString(plugins.resolve("notes.txt"), "");
        assertThat(doctor().out()).contains(plugins + ": no jar in it, only notes.txt; jars in folders below");
    }

    @Test
    void aFolderThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jar"), "");
        Terminal named = Terminal.hypnos("algorithms", "doctor", "--plugins", file.toString());
        assertThat(named.code()).isEqualTo(2);
        assertThat(named.err()).contains("not a folder that can be read: a file; name the folder that it stands in");
        Terminal missing = Terminal.hypnos(
                "algorithms", "doctor", "--plugins", folder.resolve("no").toString());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.errLines()).hasSize(1);
    }

    @Test
    void anIdThatIsNotThere() throws IOException {
        Terminal near = doctor("rsw");
        assertThat(near.code()).isEqualTo(1);
        assertThat(near.out()).contains("no algorithm is called 'rsw'; did you mean 'rws'?", "check that its jar");
        Files.writeString(plugins.resolve("torn.jar"), "not a jar");
        assertThat(doctor("vimco").out()).contains("or it is one of those that do not work: torn.jar");
    }

    @Test
    void anIdThatIsBroken() throws IOException {
        jar.with(
                        "Stranger",
                        SOURCE.formatted("public", "Stranger", "", "", "stranger")
                                .replace("\"learns nothing\"", "\"\""))
                .listing("stranger.Stranger")
                .write(plugins.resolve("stranger.jar"));
        Terminal terminal = doctor("stranger");
        assertThat(terminal.code()).isEqualTo(1);
        assertThat(terminal.out()).contains("'stranger' was found, and is broken: ", "it has no description");
    }

    @Test
    void theSameAsJson() throws IOException {
        jar.listing("stranger.Missing").write(plugins.resolve("broken.jar"));
        Terminal terminal = doctor("vimco", "--json");
        assertThat(terminal.out().lines()).hasSize(1);
        JsonObject figures = terminal.json();
        assertThat(figures.get("well").getAsBoolean()).isFalse();
        assertThat(figures.get("about").getAsString()).contains("broken.jar");
        JsonObject place = figures.getAsJsonArray("places").get(2).getAsJsonObject();
        JsonObject finding = place.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertThat(finding.get("class").getAsString()).isEqualTo("stranger.Missing");
        assertThat(finding.get("id").isJsonNull()).isTrue();
        assertThat(finding.get("problem").getAsString()).startsWith("the class is not found");
    }
}
