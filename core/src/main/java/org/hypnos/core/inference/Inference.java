package org.hypnos.core.inference;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.hypnos.core.Program;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms that were found, by id.
 *
 * @param providers those that work, sorted by id
 * @param broken those that do not, in the order in which they were found
 */
public record Inference(ImmutableMap<String, InferenceProvider> providers, ImmutableList<Broken> broken) {
    /**
     * A plugin that cannot be used; the others can.
     *
     * @param id by which people would ask for it; null where it could not say so
     * @param where the jar that lists it, and its class as far as that is known
     * @param reason what is wrong with it
     */
    public record Broken(@Nullable String id, String where, String reason) {
        @Override
        public String toString() {
            return where + (id == null ? "" : " ('" + id + "')") + ": " + reason;
        }
    }

    /** Those on the module path and the class path. */
    public static Inference installed() {
        return new PluginSearch()
                .addAll(ServiceLoader.load(InferenceProvider.class))
                .found();
    }

    /** These; of those that share an id, the first. */
    public static Inference of(Iterable<? extends InferenceProvider> found) {
        PluginSearch search = new PluginSearch();
        found.forEach(search::add);
        return search.found();
    }

    /**
     * The provider called {@code id}.
     *
     * @throws IllegalArgumentException if there is none, with those there are; if it is broken, with the reason
     */
    public InferenceProvider provider(String id) {
        InferenceProvider provider = providers.get(id);
        if (provider == null) {
            throw new IllegalArgumentException("no inference algorithm is called '" + id + "'; " + instead(id));
        }
        return provider;
    }

    private String instead(String id) {
        for (Broken plugin : broken) {
            if (id.equals(plugin.id())) {
                return "the plugin of that name is broken: " + plugin;
            }
        }
        String those = NearestName.suggestion(id, providers.keySet());
        if (!broken.isEmpty()) {
            return those + "; broken are "
                    + broken.stream().map(Broken::toString).collect(Collectors.joining("; "));
        }
        return those + (providers.isEmpty() ? "; is a plugin's jar missing from the module or class path?" : "");
    }

    /** The algorithm called {@code id} for this pair of programs. */
    public InferenceAlgorithm create(String id, Program model, Program guide, Map<String, String> options) {
        return create(id, Programs.of(model, guide), options);
    }

    /**
     * The algorithm called {@code id} for these programs.
     *
     * @throws IllegalArgumentException if there is none of that name, or the programs or options do not suit it
     * @throws IllegalStateException if the plugin's classes do not fit those that are there
     */
    public InferenceAlgorithm create(String id, Programs programs, Map<String, String> options) {
        InferenceProvider provider = provider(id);
        try {
            return provider.create(programs, provider.options().parse(options));
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "the plugin '" + id + "', " + provider.getClass().getName() + ", is broken: " + e
                            + "; was it built for another version of Hypnos?",
                    e);
        }
    }
}
