package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.autodiff.layers.Mlp;
import org.hypnos.distributions.LowerCholesky;
import org.hypnos.distributions.Monotone;
import org.hypnos.distributions.layers.AutoregressiveBernoulli;
import org.hypnos.distributions.layers.AutoregressiveSigmoidBelief;
import org.hypnos.distributions.layers.DeepSigmoidBelief;
import org.hypnos.distributions.layers.DiagonalGaussian;
import org.hypnos.distributions.layers.FullGaussian;
import org.hypnos.distributions.layers.Layer;
import org.hypnos.distributions.layers.Nade;
import org.hypnos.distributions.layers.NeuralAutoregressiveBernoulli;
import org.hypnos.distributions.layers.SigmoidBelief;
import org.hypnos.distributions.layers.TopLayer;

/** Layers of conditional distributions. */
final class LayerCases {
    private static final int ABOVE = 2;
    private static final int HIDDEN = 3;
    private static final int UNITS = 4;

    private LayerCases() {}

    static ImmutableList<DistributionCase> all() {
        return ImmutableList.of(
                autoregressive(),
                neuralAutoregressive(),
                layer("SigmoidBelief", maker -> SigmoidBelief.create(maker, "h", ABOVE, UNITS)),
                layer("DeepSigmoidBelief", maker -> DeepSigmoidBelief.create(maker, "h", ABOVE, HIDDEN, UNITS)),
                layer(
                        "AutoregressiveSigmoidBelief",
                        maker -> AutoregressiveSigmoidBelief.create(maker, "h", ABOVE, UNITS)),
                layer("Nade", maker -> Nade.create(maker, "h", ABOVE, HIDDEN, UNITS)),
                layer(
                        "DiagonalGaussian",
                        maker -> new DiagonalGaussian(network(maker, 2 * UNITS), new Monotone.Softplus())),
                layer(
                        "FullGaussian",
                        maker -> new FullGaussian(network(maker, 9), new LowerCholesky(new Monotone.Softplus()))),
                top("SigmoidBelief.Top", maker -> SigmoidBelief.Top.create(maker, "h", UNITS)),
                top(
                        "AutoregressiveSigmoidBelief.Top",
                        maker -> AutoregressiveSigmoidBelief.Top.create(maker, "h", UNITS)),
                top("Nade.Top", maker -> Nade.Top.create(maker, "h", HIDDEN, UNITS)));
    }

    private static DistributionCase autoregressive() {
        return new DistributionCase(
                        "AutoregressiveBernoulli",
                        rows(UNITS).flatMap(logits -> with(logits, Shape.of(UNITS, UNITS))),
                        in -> new AutoregressiveBernoulli(in.get(0), in.get(1)))
                .withExtreme(of(Shape.of(2), 800, -800), of(Shape.of(2, 2), 0, 1600, 0, 0))
                .withExtreme(of(Shape.of(2), -800, 1e-30), of(Shape.of(2, 2), 1e30, -1e30, 1e30, 1e30));
    }

    private static DistributionCase neuralAutoregressive() {
        return new DistributionCase(
                        "NeuralAutoregressiveBernoulli",
                        rows(UNITS)
                                .flatMap(logits -> with(
                                        logits,
                                        logits.shape().with(-1, HIDDEN),
                                        Shape.of(UNITS, HIDDEN),
                                        Shape.of(HIDDEN, UNITS))),
                        in -> new NeuralAutoregressiveBernoulli(in.get(0), in.get(1), in.get(2), in.get(3)))
                .withExtreme(
                        of(Shape.of(2), 800, -800),
                        of(Shape.of(1), -800),
                        of(Shape.of(2, 1), 1600, 0),
                        of(Shape.of(1, 2), 0, 1e30));
    }

    private static Tensor of(Shape shape, double... values) {
        return Tensor.of(DType.FLOAT64, shape, values);
    }

    /** [..., n], of at most one axis in front. */
    private static Arbitrary<Tensor> rows(int n) {
        return TensorArbitraries.shapes(0, 1)
                .flatMap(front -> TensorArbitraries.tensors(front.concat(Shape.of(n)), -2, 2));
    }

    /** {@code first} and tensors of these shapes. */
    private static Arbitrary<ImmutableList<Tensor>> with(Tensor first, Shape... shapes) {
        List<Arbitrary<Tensor>> tensors = new ArrayList<>();
        for (Shape shape : shapes) {
            tensors.add(TensorArbitraries.tensors(shape, -2, 2));
        }
        return Combinators.combine(tensors)
                .as(others -> ImmutableList.<Tensor>builder()
                        .add(first)
                        .addAll(others)
                        .build());
    }

    private static Mlp network(Linear.Maker maker, int outputs) {
        return Mlp.create(maker, "h", Initializer.zeros(), Tensor::tanh, ABOVE, HIDDEN, outputs);
    }

    /** The first tensor stands above, the others for the parameters in the order in which they were made. */
    private static DistributionCase layer(String name, Function<Linear.Maker, Layer> create) {
        List<Parameter> made = new ArrayList<>();
        Layer layer = create.apply(collecting(made));
        return new DistributionCase(
                name,
                rows(ABOVE).flatMap(above -> with(above, shapes(made))),
                in -> layer.given(parameter -> in.get(1 + made.indexOf(parameter)), in.get(0)));
    }

    private static DistributionCase top(String name, Function<Linear.Maker, TopLayer> create) {
        List<Parameter> made = new ArrayList<>();
        TopLayer layer = create.apply(collecting(made));
        Arbitrary<Tensor> first = TensorArbitraries.tensors(made.get(0).shape(), -2, 2);
        Shape[] others = shapes(made.subList(1, made.size()));
        return new DistributionCase(
                name,
                others.length == 0 ? first.map(ImmutableList::of) : first.flatMap(tensor -> with(tensor, others)),
                in -> layer.distribution(parameter -> in.get(made.indexOf(parameter))));
    }

    private static Linear.Maker collecting(List<Parameter> made) {
        return (name, shape, initializer) -> {
            Parameter parameter = new Parameter(name, Tensor.zeros(DType.FLOAT64, shape));
            made.add(parameter);
            return parameter;
        };
    }

    private static Shape[] shapes(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::shape).toArray(Shape[]::new);
    }
}
