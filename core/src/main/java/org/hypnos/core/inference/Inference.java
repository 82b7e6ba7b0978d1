package org.hypnos.core.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.hypnos.core.Program;

/**
 * The algorithms that were found, by id.
 *
 * @param providers sorted by id
 */
public record Inference(ImmutableMap<String, InferenceProvider> providers) {
    /** Those on the module path and the class path. */
    public static Inference installed() {
        return of(ServiceLoader.load(InferenceProvider.class));
    }

    /** These and those that {@code loader} finds. */
    public static Inference of(Iterable<InferenceProvider> found) {
        Map<String, InferenceProvider> byId = new TreeMap<>();
        for (InferenceProvider provider : found) {
            InferenceProvider twin = byId.put(provider.id(), provider);
            checkArgument(
                    twin == null || twin.getClass() == provider.getClass(),
                    "two plugins are called '%s': %s and %s",
                    provider.id(),
                    twin,
                    provider);
        }
        return new Inference(ImmutableMap.copyOf(byId));
    }

    /** The provider called {@code id}, or an {@link IllegalArgumentException} that lists those there are. */
    public InferenceProvider provider(String id) {
        InferenceProvider provider = providers.get(id);
        if (provider == null) {
            throw new IllegalArgumentException("no inference algorithm is called '" + id + "'; "
                    + NearestName.suggestion(id, providers.keySet())
                    + (providers.isEmpty() ? "; is a plugin's jar missing from the module or class path?" : ""));
        }
        return provider;
    }

    /** The algorithm called {@code id} for this pair of programs. */
    public InferenceAlgorithm create(String id, Program model, Program guide, Map<String, String> options) {
        return create(id, Programs.of(model, guide), options);
    }

    /** The algorithm called {@code id} for these programs. */
    public InferenceAlgorithm create(String id, Programs programs, Map<String, String> options) {
        InferenceProvider provider = provider(id);
        return provider.create(programs, provider.options().parse(options));
    }
}
