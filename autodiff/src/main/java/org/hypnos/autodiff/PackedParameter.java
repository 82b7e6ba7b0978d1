package org.hypnos.autodiff;

import org.hypnos.autodiff.internal.kernels.Kernels;
import org.hypnos.autodiff.internal.kernels.Product;
import org.jspecify.annotations.Nullable;

/** A parameter as the right side of products, packed once for all of them each time that it has moved. */
final class PackedParameter {
    private Slabs.@Nullable Part part;
    private long version;

    synchronized Slabs.Part of(Parameter parameter, Engine engine, Product product, int length) {
        Kernels<Object> kernels = engine.kernels(parameter.dtype());
        boolean first = part == null;
        Slabs.Part own = first ? engine.slabs(parameter.dtype()).keep(length) : part;
        if (first || version != parameter.version()) {
            kernels.pack(product, parameter.live().array(), own.array(), own.at());
            version = parameter.version();
            part = own;
        }
        return own;
    }
}
