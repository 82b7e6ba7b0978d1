package org.hypnos.core.inference;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why algorithms were found, or not.
 *
 * @param places where they are looked for, in this order
 * @param inference what comes of it
 */
public record PluginDiagnosis(ImmutableList<Place> places, Inference inference) {
    /**
     * One place where algorithms are looked for.
     *
     * @param name such as "class path"
     * @param content what there is, for people
     * @param findings about each provider there, and about what should be one
     */
    public record Place(String name, String content, ImmutableList<Finding> findings) {}

    /**
     * What a jar, a folder of classes or a module has to do with algorithms.
     *
     * @param where its name
     * @param listed the class that it says is a provider; null if it names none
     * @param id of the algorithm, which works; null if it does not
     * @param problem what is wrong, and the likely cause; null if it works
     */
    public record Finding(
            String where,
            @Nullable String listed,
            @Nullable String id,
            @Nullable String problem) {
        @Override
        public String toString() {
            String what = listed == null ? where : where + ", " + listed;
            return what + ": " + (problem == null ? "works, as '" + id + "'" : problem);
        }
    }

    /**
     * {@return the diagnosis of the module path and the class path, and of {@code folder} where that is given}
     *
     * @param folder of jars; null for none
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static PluginDiagnosis of(@Nullable Path folder) {
        Inference inference = folder == null ? Inference.installed() : Plugins.in(folder);
        PluginPlaces places = new PluginPlaces(inference);
        ImmutableList.Builder<Place> all = ImmutableList.builder();
        all.add(places.modules(), places.classPath());
        if (folder != null) {
            all.add(places.folder(folder));
        }
        return new PluginDiagnosis(all.build(), inference);
    }

    /** {@return the findings of what does not work} */
    public List<Finding> problems() {
        return findings().filter(finding -> finding.problem() != null).toList();
    }

    private Stream<Finding> findings() {
        return places.stream().flatMap(place -> place.findings().stream());
    }

    /**
     * {@return whether the algorithm called {@code id} was found and works}
     *
     * @param id such as {@code rws}
     */
    public boolean works(String id) {
        return inference.providers().containsKey(id);
    }

    /**
     * {@return what to know about an algorithm: where it comes from, or why it is not there and what to check}
     *
     * @param id such as {@code rws}
     */
    public String about(String id) {
        InferenceProvider provider = inference.providers().get(id);
        if (provider != null) {
            return "'" + id + "' works: "
                    + findings()
                            .filter(finding -> id.equals(finding.id()))
                            .findFirst()
                            .map(finding -> finding.where() + ", " + finding.listed())
                            .orElse(provider.getClass().getName());
        }
        Optional<Inference.Broken> broken = inference.broken().stream()
                .filter(plugin -> id.equals(plugin.id()))
                .findFirst();
        if (broken.isPresent()) {
            return "'" + id + "' was found, and is broken: " + broken.get();
        }
        String missing = "no algorithm is called '" + id + "'; "
                + NearestName.suggestion(id, inference.providers().keySet());
        List<Finding> suspects = problems();
        return suspects.isEmpty()
                ? missing + "; check that its jar is in one of the places above, and that its provider's id() is '" + id
                        + "'"
                : missing + "; or it is one of those that do not work: "
                        + suspects.stream().map(Finding::where).distinct().collect(Collectors.joining(", "));
    }
}
