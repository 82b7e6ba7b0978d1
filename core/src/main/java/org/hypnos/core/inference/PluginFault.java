package org.hypnos.core.inference;

import com.google.common.base.Throwables;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a provider, for people: what was found, and the likely cause. */
final class PluginFault {
    private static final Pattern CLASS_FILE_VERSION = Pattern.compile("class file version (\\d+)");
    private static final int JAVA_1 = 44; // the class file version of Java n is 44 + n

    private PluginFault() {}

    /** What went wrong first in {@code failure}. */
    static String of(Throwable failure) {
        Throwable cause = Throwables.getRootCause(failure);
        for (Throwable each : Throwables.getCausalChain(failure)) {
            if (each instanceof UnsupportedClassVersionError) {
                return newerJava(each);
            } else if (each instanceof LinkageError) {
                String what = cause instanceof ClassNotFoundException
                        ? "it needs the class " + cause.getMessage() + ", which is not found"
                        : each.toString();
                return what + likelyCause(each);
            }
        }
        boolean tellsEnough = cause instanceof IllegalStateException || cause instanceof ServiceConfigurationError;
        return tellsEnough && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }

    private static String newerJava(Throwable error) {
        Matcher version = CLASS_FILE_VERSION.matcher(String.valueOf(error.getMessage()));
        String needed = version.find() ? "Java " + (Integer.parseInt(version.group(1)) - JAVA_1) : "a newer Java";
        int here = Runtime.version().feature();
        return "it was compiled for " + needed + ", and this is Java " + here
                + "; run with the newer JDK (JAVA_HOME), or" + " compile it with --release " + here;
    }

    private static String likelyCause(Throwable error) {
        String message = String.valueOf(error.getMessage()).replace('/', '.');
        if (message.contains("org.hypnos.")) {
            return "; was it built for another version of Hypnos? Compile it against this one";
        }
        return error instanceof NoClassDefFoundError
                ? "; is the jar of a library that it needs missing beside it?"
                : "";
    }

    /** What keeps the class {@code name} from being a provider; empty if nothing does that can be seen before it is made. */
    static Optional<String> ofClass(String name, ClassLoader classes) {
        try {
            return ofType(Class.forName(name, false, classes));
        } catch (ClassNotFoundException e) {
            return Optional.of("the class is not found; is it spelt otherwise there, or was it left out of the jar?");
        } catch (LinkageError e) {
            return Optional.of(of(e));
        }
    }

    private static Optional<String> ofType(Class<?> type) {
        if (!InferenceProvider.class.isAssignableFrom(type)) {
            return Optional.of("the class does not implement " + InferenceProvider.class.getSimpleName()
                    + "; is another class meant, or does its jar bring its own copy of Hypnos?");
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return Optional.of("the class is abstract; list one that can be made");
        }
        if (!isPublic(type)) {
            return Optional.of("the class is not public; make it so");
        }
        boolean made = Arrays.stream(type.getConstructors()).anyMatch(own -> own.getParameterCount() == 0);
        return made ? Optional.empty() : Optional.of("the class has no public constructor without arguments; add one");
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers())
                && (outer == null || (Modifier.isStatic(type.getModifiers()) && isPublic(outer)));
    }
}
