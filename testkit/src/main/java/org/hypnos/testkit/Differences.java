package org.hypnos.testkit;

import java.util.function.DoubleFunction;
import org.hypnos.autodiff.Tensor;

/** Derivatives by central differences. */
final class Differences {
    private Differences() {}

    /** Of {@code f} at 0: (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12 h, whose error is of the order of h^4. */
    static Tensor slope(double h, DoubleFunction<Tensor> f) {
        Tensor near = f.apply(h).sub(f.apply(-h));
        Tensor far = f.apply(2 * h).sub(f.apply(-2 * h));
        return near.mul(8).sub(far).div(12 * h);
    }
}
