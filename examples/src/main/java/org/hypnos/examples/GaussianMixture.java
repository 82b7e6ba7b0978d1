package org.hypnos.examples;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Mlp;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Normal;

/**
 * A mixture of 20 normal distributions whose weights are learned, by a program that branches on the component that it drew
 * (Le, Kosiorek, Siddharth, Teh, Wood 2019, section 5.2): component c has mean 10 c and standard deviation 5.
 */
public final class GaussianMixture {
    public static final int COMPONENTS = 20;

    private static final double SPACING = 10;
    private static final double DEVIATION = 5;

    private final Parameter theta;
    private final Mlp network;
    private final Program model;
    private final Program guide;

    /**
     * A model and its guide.
     *
     * @param start of theta, twice the logits of the weights
     * @param seed from which the guide's weights follow
     */
    public GaussianMixture(DType dtype, double[] start, long seed) {
        ParameterStore ofModel = new ParameterStore("model", dtype, seed);
        ParameterStore ofGuide = new ParameterStore("guide", dtype, seed);
        theta = ofModel.create("theta", Shape.of(COMPONENTS), (random, type, shape) -> Tensor.of(type, shape, start));
        network = Mlp.create(ofGuide::create, "network", Initializer.glorot(), Tensor::tanh, 1, 16, 16, COMPONENTS);
        model = Program.of(ofModel, context -> {
            Tensor component =
                    context.sample("c", new Categorical(context.param(theta).mul(0.5)));
            // From here on those run together that drew the same component.
            double mean = mean((int) context.branchOn(component));
            context.sample("x", new Normal(component.constant(mean), component.constant(DEVIATION)));
        });
        guide = Program.of(ofGuide, context -> {
            Tensor x = context.given("x");
            Tensor logits =
                    network.apply(context::param, standard(x.reshape(x.shape().concat(Shape.of(1)))));
            context.sample("c", new Categorical(logits));
        });
    }

    /** One with the weights that the data come from, (c + 5) / 290. */
    public static GaussianMixture truth(DType dtype) {
        double[] start = new double[COMPONENTS];
        for (int c = 0; c < COMPONENTS; c++) {
            start[c] = 2 * StrictMath.log((c + 5) / 290.0);
        }
        return new GaussianMixture(dtype, start, 0);
    }

    /** Data of mean 98 and deviation 55 as numbers near 1, where tanh bends. */
    private static Tensor standard(Tensor x) {
        return x.sub(95).div(55);
    }

    /** The mean of a component. */
    public static double mean(int component) {
        return SPACING * component;
    }

    public Program model() {
        return model;
    }

    public Program guide() {
        return guide;
    }

    public Programs programs() {
        return Programs.of(model, guide);
    }

    public DType dtype() {
        return theta.value().dtype();
    }

    /** The model's weights, of shape [20]. */
    public Tensor weights() {
        return theta.value().mul(0.5).softmax(-1);
    }

    /** {@code count} draws of x by this model's weights. */
    public Dataset sample(long seed, int count) {
        Tensor component =
                Categorical.ofProbabilities(weights()).sample(RandomStream.of(seed, 0, "component"), Shape.of(count));
        Tensor deviation = component.constant(DEVIATION);
        Tensor x = new Normal(component.mul(SPACING), deviation).sample(RandomStream.of(seed, 0, "x"), Shape.SCALAR);
        return Dataset.of(ImmutableMap.of("x", x));
    }

    /**
     * The probabilities of the components given each of {@code x}: the model's exact posterior, or the guide's.
     *
     * @return for each component, those of all data
     */
    public double[][] posterior(Program program, Tensor x) {
        int data = x.shape().size();
        double[] numbers = new double[COMPONENTS];
        Arrays.setAll(numbers, c -> c);
        Tensor components = Tensor.of(x.dtype(), Shape.of(COMPONENTS, 1).named(Tracer.PARTICLE), numbers);
        Tracer tracer = Tracer.of(new Tracer.Address(0, 0, "enumerate"), new Workspace(Engine.fastest()), data)
                .copies(COMPONENTS);
        Trace joint = tracer.score(program, ImmutableMap.of("c", components, "x", x));
        double[] probabilities = joint.logProb().softmax(0).toDoubles();
        double[][] byComponent = new double[COMPONENTS][];
        Arrays.setAll(byComponent, c -> Arrays.copyOfRange(probabilities, c * data, (c + 1) * data));
        return byComponent;
    }
}
