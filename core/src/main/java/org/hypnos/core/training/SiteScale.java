package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Tensor;

/** What multiplies a site's log-probability wherever it is used: for tempering, or to mask what a datum does not have. */
public sealed interface SiteScale {
    /**
     * One number for all data.
     *
     * @param factor 1 for no change, 0 to leave the site out
     */
    record Factor(double factor) implements SiteScale {
        /**
         * Checks the number.
         *
         * @param factor finite
         * @throws IllegalArgumentException if it is infinite or NaN
         */
        public Factor {
            checkArgument(Double.isFinite(factor), "a site's scale must be finite, found %s", factor);
        }

        @Override
        public Tensor of(Map<String, Tensor> batch, DType dtype) {
            return Tensor.scalar(dtype, factor);
        }
    }

    /**
     * A number for each datum.
     *
     * @param tensor the name of the batch's tensor, of shape [data], that has them
     */
    record OfData(String tensor) implements SiteScale {
        @Override
        public Tensor of(Map<String, Tensor> batch, DType dtype) {
            return batch.get(tensor);
        }
    }

    /**
     * {@return the scale for the data of a batch: a single number, or one for each datum}
     *
     * @param batch its tensors by name
     * @param dtype the precision of a single number
     */
    Tensor of(Map<String, Tensor> batch, DType dtype);

    /**
     * {@return the scales of all sites for the data of a batch, by site}
     *
     * @param scales by site
     * @param batch its tensors by name
     * @param dtype the precision of single numbers
     */
    static ImmutableMap<String, Tensor> all(
            ImmutableMap<String, SiteScale> scales, Map<String, Tensor> batch, DType dtype) {
        return scales.isEmpty()
                ? ImmutableMap.of()
                : ImmutableMap.copyOf(Maps.transformValues(scales, scale -> scale.of(batch, dtype)));
    }
}
