package org.hypnos.autodiff.internal.kernels;

import java.util.Optional;

/** The only door to the classes that need the Vector API, so that nothing loads them where it is missing. */
public final class VectorEngine {
    private VectorEngine() {}

    /** Whether this JVM was started with the module {@code jdk.incubator.vector}. */
    public static boolean isPresent() {
        return vectorModule().isPresent();
    }

    private static Optional<Module> vectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector");
    }

    /**
     * Lets this module read the vector module. Its descriptor does not, since every module that needs this one would be
     * warned of an incubator at compile time.
     */
    private static void read() {
        VectorEngine.class.getModule().addReads(vectorModule().orElseThrow());
    }

    public static Kernels<float[]> float32() {
        read();
        return new Float32VectorKernels();
    }

    public static Kernels<double[]> float64() {
        read();
        return new DoubleVectorKernels();
    }
}
