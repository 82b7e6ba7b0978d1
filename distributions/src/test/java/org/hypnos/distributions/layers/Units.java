package org.hypnos.distributions.layers;

import java.util.ArrayList;
import java.util.List;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;

/** What layers are tried on: made-up parameters, and all states of binary units. */
final class Units {
    private Units() {}

    /** Makes parameters and remembers them, all normal with standard deviation 1 whatever the initialiser says. */
    static final class Store implements Linear.Maker {
        final List<Parameter> parameters = new ArrayList<>();

        @Override
        public Parameter create(String name, Shape shape, Initializer initializer) {
            Parameter parameter = new Parameter(name, normal(100 + parameters.size(), shape));
            parameters.add(parameter);
            return parameter;
        }
    }

    static Tensor normal(long seed, Shape shape) {
        return RandomStream.of(seed).normal(shape, Tensor.scalar(DType.FLOAT64, 0));
    }

    /** All values of {@code units} binary units: bit j of row i is unit j. */
    static Tensor states(int units) {
        double[] bits = new double[(1 << units) * units];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = ((i / units) >> (i % units)) & 1;
        }
        return Tensor.of(DType.FLOAT64, Shape.of(1 << units, units), bits);
    }

    /** How often each of these states stands in the rows of {@code draws}. */
    static long[] counts(Tensor draws) {
        int units = draws.shape().dim(-1);
        long[] counts = new long[1 << units];
        for (int row = 0; row < draws.shape().size() / units; row++) {
            int state = 0;
            for (int unit = 0; unit < units; unit++) {
                state |= (int) draws.get(row * units + unit) << unit;
            }
            counts[state]++;
        }
        return counts;
    }
}
