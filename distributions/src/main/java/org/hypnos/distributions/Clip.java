package org.hypnos.distributions;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Tensor;

/** Draws that rounding took to the edge of their support or beyond, taken back to its last number there. */
final class Clip {
    private Clip() {}

    /** To half the greatest number, which the rounding of a scaling does not take beyond. */
    static Tensor finite(Tensor draw) {
        double greatest = draw.dtype() == DType.FLOAT32 ? Float.MAX_VALUE / 2 : Double.MAX_VALUE / 2;
        return draw.max(-greatest).min(greatest);
    }

    /** From the least number with a leading one on. */
    static Tensor positive(Tensor draw) {
        return finite(draw.max(draw.dtype() == DType.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL));
    }

    /** From the least number with a leading one to the last below one. */
    static Tensor unitInterval(Tensor draw) {
        return positive(draw).min(draw.dtype() == DType.FLOAT32 ? 1 - 0x1p-24 : 1 - 0x1p-53);
    }

    /** Numbers of which exp is neither zero nor infinite. */
    static Tensor exponent(Tensor x) {
        double greatest = x.dtype() == DType.FLOAT32 ? 86 : 707;
        return x.max(-greatest).min(greatest);
    }
}
