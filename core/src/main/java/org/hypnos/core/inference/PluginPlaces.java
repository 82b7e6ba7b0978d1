package org.hypnos.core.inference;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The places where algorithms are looked for, and what each has to do with {@code inference}, which was found there. */
record PluginPlaces(Inference inference) {
    private static final String SERVICE = InferenceProvider.class.getName();

    PluginDiagnosis.Place modules() {
        Configuration configuration = ModuleLayer.boot().configuration();
        List<ModuleReference> modules = configuration.modules().stream()
                .map(ResolvedModule::reference)
                .filter(PluginPlaces::isNotOfTheJdk)
                .sorted((a, b) -> a.descriptor().name().compareTo(b.descriptor().name()))
                .toList();
        ImmutableList.Builder<PluginDiagnosis.Finding> findings = ImmutableList.builder();
        missing("jdk.module.path").forEach(findings::add);
        for (ModuleReference module : modules) {
            String name = "module " + module.descriptor().name() + at(module);
            List<String> provided = provided(module.descriptor());
            provided.forEach(type -> findings.add(finding(name, type, PluginPlaces.class.getClassLoader())));
            if (provided.isEmpty() && looksLikePlugin(module.descriptor())) {
                findings.add(new PluginDiagnosis.Finding(
                        name,
                        null,
                        null,
                        "it requires org.hypnos.core and provides no algorithm; if it should, its module-info lacks"
                                + " 'provides " + SERVICE + " with ...;'"));
            }
        }
        return new PluginDiagnosis.Place("module path", modules.size() + " modules", findings.build());
    }

    private static boolean isNotOfTheJdk(ModuleReference module) {
        return module.location()
                .map(location -> !"jrt".equals(location.getScheme()))
                .orElse(false);
    }

    private static String at(ModuleReference module) {
        return module.location()
                .map(URI::getPath)
                .map(path -> " (" + name(path) + ")")
                .orElse("");
    }

    private static List<String> provided(ModuleDescriptor module) {
        return module.provides().stream()
                .filter(provides -> provides.service().equals(SERVICE))
                .flatMap(provides -> provides.providers().stream())
                .toList();
    }

    private static boolean looksLikePlugin(ModuleDescriptor module) {
        return !module.name().startsWith("org.hypnos.")
                && module.requires().stream()
                        .anyMatch(required -> required.name().equals("org.hypnos.core"));
    }

    PluginDiagnosis.Place classPath() {
        ClassLoader classes = PluginPlaces.class.getClassLoader();
        Set<String> modules = ModuleLayer.boot().configuration().modules().stream()
                .flatMap(module -> module.reference().location().stream())
                .map(location -> name(String.valueOf(location.getPath())))
                .collect(Collectors.toSet());
        List<PluginDiagnosis.Finding> findings = new ArrayList<>(missing("java.class.path"));
        try {
            for (URL list : Collections.list(classes.getResources(ServiceLists.FILE))) {
                String where = name(list.getPath().replace("!", "").replace("/" + ServiceLists.FILE, ""));
                try (InputStream content = list.openStream()) {
                    List<String> listed = ServiceLists.read(content);
                    if (!modules.contains(where)) {
                        listed.forEach(type -> findings.add(finding(where, type, classes)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int entries = entries("java.class.path").size();
        return new PluginDiagnosis.Place(
                "class path", entries == 0 ? "empty" : entries + " entries", ImmutableList.copyOf(findings));
    }

    /** The last part of a path. */
    private static String name(String path) {
        String whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return whole.endsWith(".jar") ? whole.substring(whole.lastIndexOf('/') + 1) : whole;
    }

    private static List<String> entries(String property) {
        return Splitter.on(File.pathSeparatorChar).omitEmptyStrings().splitToList(System.getProperty(property, ""));
    }

    private static List<PluginDiagnosis.Finding> missing(String property) {
        return entries(property).stream()
                .filter(entry -> !Files.exists(Path.of(entry)))
                .map(entry -> new PluginDiagnosis.Finding(entry, null, null, "there is no such file or folder"))
                .toList();
    }

    PluginDiagnosis.Place folder(Path folder) {
        List<Path> jars = Plugins.jars(folder);
        ClassLoader classes = Plugins.classes(jars);
        ImmutableList<PluginDiagnosis.Finding> findings =
                jars.stream().flatMap(jar -> jar(jar, classes)).collect(toImmutableList());
        return new PluginDiagnosis.Place(
                "--plugins " + folder,
                jars.isEmpty() ? without(folder) : jars.size() + (jars.size() == 1 ? " jar" : " jars"),
                findings);
    }

    /** What stands in a folder that has no jar. */
    private static String without(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
            return names.isEmpty()
                    ? "the folder is empty; put the plugin's jar there"
                    : "no jar in it, only " + names.get(0)
                            + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more")
                            + "; jars in folders below it are not looked for";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<PluginDiagnosis.Finding> jar(Path path, ClassLoader classes) {
        String where = String.valueOf(path.getFileName());
        try (JarFile jar = new JarFile(path.toFile())) {
            List<String> listed = ServiceLists.read(jar);
            return listed.isEmpty()
                    ? Stream.of(new PluginDiagnosis.Finding(where, null, null, unlisted(jar, classes)))
                    : listed.stream().map(type -> finding(where, type, classes)).toList().stream();
        } catch (IOException e) {
            String reason = Files.isDirectory(path) ? "it is a folder" : e.getMessage();
            return Stream.of(new PluginDiagnosis.Finding(
                    where,
                    null,
                    null,
                    "it cannot be read as a jar: " + reason + "; was it cut short while it was copied?"));
        }
    }

    private static String unlisted(JarFile jar, ClassLoader classes) throws IOException {
        List<String> providers = ServiceLists.providers(jar, classes);
        String lists = jar.getJarEntry(ServiceLists.FILE) == null
                ? "it has no " + ServiceLists.FILE
                : "its " + ServiceLists.FILE + " names no class";
        return providers.isEmpty()
                ? lists + ", and no provider either; is it a library?"
                : lists + "; add that file, with the line " + String.join(", ", providers)
                        + (jar.getJarEntry("module-info.class") == null
                                ? ""
                                : " (the 'provides' of its module-info counts on the module path only)");
    }

    private PluginDiagnosis.Finding finding(String where, String type, ClassLoader classes) {
        String problem =
                PluginFault.ofClass(type, classes).or(() -> broken(where, type)).orElse(null);
        if (problem != null) {
            return new PluginDiagnosis.Finding(where, type, null, problem);
        }
        return inference.providers().values().stream()
                .filter(provider -> provider.getClass().getName().equals(type))
                .findFirst()
                .map(provider -> new PluginDiagnosis.Finding(where, type, provider.id(), null))
                .orElseGet(() -> new PluginDiagnosis.Finding(
                        where, type, null, "it was not found, for a reason that cannot be told"));
    }

    /** What the search says that made it and asked it. */
    private Optional<String> broken(String where, String type) {
        return inference.broken().stream()
                .filter(plugin ->
                        plugin.where().endsWith(", " + type) || plugin.where().equals(type))
                .filter(plugin ->
                        !where.endsWith(".jar") || plugin.where().startsWith(where) || where.startsWith("module"))
                .map(Inference.Broken::reason)
                .findFirst();
    }
}
