package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Tensor;

/** What multiplies a site's log-probability wherever it is used: for tempering, or to mask what a datum does not have. */
public sealed interface SiteScale {
    /** One number for all data. */
    record Factor(double factor) implements SiteScale {
        public Factor {
            checkArgument(Double.isFinite(factor), "a site's scale must be finite, found %s", factor);
        }

        @Override
        public Tensor of(Map<String, Tensor> batch, DType dtype) {
            return Tensor.scalar(dtype, factor);
        }
    }

    /** A number for each datum: the batch's tensor called {@code tensor}, of shape [data]. */
    record OfData(String tensor) implements SiteScale {
        @Override
        public Tensor of(Map<String, Tensor> batch, DType dtype) {
            return batch.get(tensor);
        }
    }

    /** The scale for the data of {@code batch}: a single number, or one for each datum. */
    Tensor of(Map<String, Tensor> batch, DType dtype);

    /** The scales of all sites for the data of {@code batch}. */
    static ImmutableMap<String, Tensor> all(
            ImmutableMap<String, SiteScale> scales, Map<String, Tensor> batch, DType dtype) {
        return scales.isEmpty()
                ? ImmutableMap.of()
                : ImmutableMap.copyOf(Maps.transformValues(scales, scale -> scale.of(batch, dtype)));
    }
}
