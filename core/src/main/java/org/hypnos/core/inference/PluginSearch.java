package org.hypnos.core.inference;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers plugins, of which none can keep another from being found. */
final class PluginSearch {
    private final Map<String, InferenceProvider> byId = new TreeMap<>();
    private final List<Inference.Broken> broken = new ArrayList<>();

    Inference found() {
        return new Inference(ImmutableMap.copyOf(byId), ImmutableList.copyOf(broken));
    }

    /** Adds what {@code loader} finds on the module path and the class path. */
    @CanIgnoreReturnValue
    PluginSearch addAll(ServiceLoader<InferenceProvider> loader) {
        return addAll(loader, null);
    }

    /** Adds what {@code loader} finds in {@code jar}; where that is null, each plugin's class tells where it is from. */
    @CanIgnoreReturnValue
    PluginSearch addAll(ServiceLoader<InferenceProvider> loader, @Nullable String jar) {
        Iterator<ServiceLoader.Provider<InferenceProvider>> listed =
                loader.stream().iterator();
        Set<String> reasons = new HashSet<>();
        for (boolean more = true; more; ) {
            try {
                more = listed.hasNext();
                if (more) {
                    add(listed.next(), jar);
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                // The loader goes on behind what it cannot load; what comes twice would come for ever.
                more = reasons.add(PluginFault.of(e));
                if (more) {
                    addBroken(null, jar == null ? "module or class path" : jar, PluginFault.of(e));
                }
            }
        }
        return this;
    }

    private void add(ServiceLoader.Provider<InferenceProvider> listed, @Nullable String jar) {
        Class<?> type = listed.type();
        String where = (jar == null ? origin(type) : jar) + ", " + type.getName();
        if (jar != null && byId.values().stream().anyMatch(known -> known.getClass() == type)) {
            addBroken(null, where, "its class was found before, in " + origin(type));
            return;
        }
        try {
            add(listed.get(), where);
        } catch (ServiceConfigurationError e) {
            addBroken(null, where, PluginFault.of(e));
        }
    }

    void add(InferenceProvider provider) {
        add(provider, provider.getClass().getName());
    }

    /** Asks for everything that people are told of a plugin, so that what fails here fails nobody later. */
    private void add(InferenceProvider provider, String where) {
        String id = null;
        try {
            id = provider.id();
            checkState(!Strings.isNullOrEmpty(id), "it has no id");
            checkState(!Strings.isNullOrEmpty(provider.description()), "it has no description");
            Options unused = provider.options().parse(Map.of());
            InferenceProvider first = byId.putIfAbsent(id, provider);
            checkState(
                    first == null || first.getClass() == provider.getClass(),
                    "its id is that of %s, which was found first",
                    first == null ? null : first.getClass().getName());
        } catch (RuntimeException | LinkageError e) {
            addBroken(id, where, PluginFault.of(e));
        }
    }

    void addBroken(@Nullable String id, String where, String reason) {
        broken.add(new Inference.Broken(id, where, reason));
    }

    /** Where a class was loaded from. */
    private static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        String path = source == null ? "" : source.getLocation().getPath();
        return path.endsWith(".jar") ? path.substring(path.lastIndexOf('/') + 1) : "module or class path";
    }
}
