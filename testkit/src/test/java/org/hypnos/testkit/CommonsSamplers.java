package org.hypnos.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hypnos.distributions.Distribution;

/** Where the samplers of Commons RNG are used, as the names in class files show. */
final class CommonsSamplers {
    private static final String PACKAGE = "org/apache/commons/rng/sampling/";
    private static final Pattern OURS = Pattern.compile("org/hypnos/distributions/[\\w/$]+");

    private CommonsSamplers() {}

    /** Whether a class of the distribution or of its parts names them, or any class that it names. */
    static boolean makeDrawsOf(Distribution distribution) {
        Deque<String> open = new ArrayDeque<>();
        addClasses(distribution, open);
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String code = code(open.pop());
            if (code.contains(PACKAGE)) {
                return true;
            }
            for (Matcher named = OURS.matcher(code); named.find(); ) {
                if (!isInterface(named.group()) && seen.add(named.group())) {
                    open.push(named.group());
                }
            }
        }
        return false;
    }

    private static void addClasses(Distribution distribution, Deque<String> names) {
        names.push(distribution.getClass().getName().replace('.', '/'));
        for (Method method : distribution.getClass().getMethods()) {
            if (method.getParameterCount() == 0 && Distribution.class.isAssignableFrom(method.getReturnType())) {
                addClasses(part(distribution, method), names);
            }
        }
    }

    private static Distribution part(Distribution whole, Method method) {
        try {
            method.setAccessible(true); // a combination's class need not be public
            return (Distribution) method.invoke(whole);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A combination's class is made at run time and has no file; what it draws is its parts'. */
    private static String code(String name) {
        try (InputStream file = Distribution.class.getResourceAsStream("/" + name + ".class")) {
            return file == null ? "" : new String(file.readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that names all its kinds, such as {@link Distribution}, would lead everywhere. */
    private static boolean isInterface(String name) {
        try {
            return Class.forName(name.replace('/', '.'), false, Distribution.class.getClassLoader())
                    .isInterface();
        } catch (ClassNotFoundException e) {
            return true;
        }
    }
}
