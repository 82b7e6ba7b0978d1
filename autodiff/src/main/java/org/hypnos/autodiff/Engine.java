package org.hypnos.autodiff;

import java.util.List;
import java.util.Locale;
import org.hypnos.autodiff.internal.kernels.DoubleKernels;
import org.hypnos.autodiff.internal.kernels.FloatKernels;
import org.hypnos.autodiff.internal.kernels.Kernels;
import org.hypnos.autodiff.internal.kernels.VectorEngine;

/** What computes the kernels; all engines give the same bits. */
public final class Engine {
    private final String name;
    private final Kernels<float[]> float32;
    private final Kernels<double[]> float64;
    private final Slabs slabs32;
    private final Slabs slabs64;

    private Engine(String name, Kernels<float[]> float32, Kernels<double[]> float64) {
        this.name = name;
        this.float32 = float32;
        this.float64 = float64;
        this.slabs32 = new Slabs(kernels(DType.FLOAT32));
        this.slabs64 = new Slabs(kernels(DType.FLOAT64));
    }

    /** {@return an engine in plain Java, there on every JDK} */
    public static Engine plain() {
        return new Engine("plain", new FloatKernels(), new DoubleKernels());
    }

    /**
     * {@return an engine that uses the Vector API}
     *
     * @throws IllegalStateException if this JVM was started without it; the message says how to start it
     */
    public static Engine vector() {
        if (!VectorEngine.isPresent()) {
            throw new IllegalStateException("the vector engine needs the module jdk.incubator.vector;"
                    + " start java with --add-modules jdk.incubator.vector");
        }
        return new Engine("vector", VectorEngine.float32(), VectorEngine.float64());
    }

    /** {@return a vector engine where the Vector API is present, else one in plain Java} */
    public static Engine fastest() {
        return VectorEngine.isPresent() ? vector() : plain();
    }

    /**
     * {@return a new engine of a kind that is chosen by name}
     *
     * @param name {@code plain}, {@code vector} or, for the {@link #fastest}, {@code auto}; upper case will do
     * @throws IllegalArgumentException if there is none of that name
     * @throws IllegalStateException if it is {@code vector}, and this JVM was started without the Vector API
     */
    public static Engine named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "auto" -> fastest();
            case "plain" -> plain();
            case "vector" -> vector();
            default -> throw new IllegalArgumentException("no engine '" + name + "'; there are " + names());
        };
    }

    /** {@return what {@link #named} takes, {@code auto} first} */
    public static List<String> names() {
        return List.of("auto", "plain", "vector");
    }

    /** {@return {@code plain} or {@code vector}} */
    public String name() {
        return name;
    }

    @SuppressWarnings("unchecked") // a tensor's array always is of its own DType
    Kernels<Object> kernels(DType dtype) {
        return (Kernels<Object>) (Kernels<?>) (dtype == DType.FLOAT32 ? float32 : float64);
    }

    Slabs slabs(DType dtype) {
        return dtype == DType.FLOAT32 ? slabs32 : slabs64;
    }

    /** {@return the memory of what products read over and over, in bytes: panels of gradients and packed parameters} */
    public long bytes() {
        return slabs32.numbers() * DType.FLOAT32.bytes() + slabs64.numbers() * DType.FLOAT64.bytes();
    }

    @Override
    public String toString() {
        return name;
    }
}
