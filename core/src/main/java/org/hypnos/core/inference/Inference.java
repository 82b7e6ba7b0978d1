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

    /** {@return the algorithms on the module path and the class path} */
    public static Inference installed() {
        return new PluginSearch()
                .addAll(ServiceLoader.load(InferenceProvider.class))
                .found();
    }

    /**
     * {@return the algorithms of these providers; of providers that share an id, the first counts}
     *
     * @param found providers, of which some may not work
     */
    public static Inference of(Iterable<? extends InferenceProvider> found) {
        PluginSearch search = new PluginSearch();
        found.forEach(search::add);
        return search.found();
    }

    /**
     * {@return the provider called {@code id}}
     *
     * @param id of the algorithm, such as {@code rws}
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

    /**
     * {@return the algorithm called {@code id} for a pair of programs, as {@link #create(String, Programs, Map)} makes
     * it}
     *
     * @param id such as {@code rws}
     * @param model p(x, h)
     * @param guide q(h given x)
     * @param options values by name; what is missing has the value that its option says
     */
    public InferenceAlgorithm create(String id, Program model, Program guide, Map<String, String> options) {
        return create(id, Programs.of(model, guide), options);
    }

    /**
     * {@return the algorithm called {@code id} for these programs}
     *
     * @param id such as {@code rws}
     * @param programs with which it works
     * @param options values by name; what is missing has the value that its option says
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
