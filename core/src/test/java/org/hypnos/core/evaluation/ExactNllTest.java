package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.Tracer;
import org.hypnos.core.io.Bars;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.OneHotCategorical;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactNllTest {
    private static ExactNll exact(Program model, Dataset dataset) {
        return ExactNll.of(model, dataset, Engine.fastest(), 1);
    }

    /** All values of {@code units} binary units: bit j of row i is unit j. */
    private static Tensor states(int units) {
        double[] bits = new double[(1 << units) * units];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = ((i / units) >> (i % units)) & 1;
        }
        return Tensor.of(DType.FLOAT64, Shape.of(1 << units, units), bits);
    }

    private static double[] parameter(Program program, String name) {
        for (Parameter parameter : program.parameters()) {
            if (parameter.name().equals(name)) {
                return parameter.value().toDoubles();
            }
        }
        throw new AssertionError(name);
    }

    /** log p(x) of a {@link SmallNetwork} by sums over hidden units in plain doubles. */
    private static double logProb(Program model, double[] x) {
        double[] prior = parameter(model, "model/prior");
        double[] weight = parameter(model, "model/down/weight");
        double[] bias = parameter(model, "model/down/bias");
        double sum = 0;
        for (int h = 0; h < 1 << prior.length; h++) {
            double probability = 1;
            for (int j = 0; j < prior.length; j++) {
                probability *= bernoulli(prior[j], (h >> j) & 1);
            }
            for (int i = 0; i < x.length; i++) {
                double logit = bias[i];
                for (int j = 0; j < prior.length; j++) {
                    logit += ((h >> j) & 1) * weight[j * x.length + i];
                }
                probability *= bernoulli(logit, x[i]);
            }
            sum += probability;
        }
        return Math.log(sum);
    }

    private static double bernoulli(double logit, double value) {
        double one = 1 / (1 + Math.exp(-logit));
        return value == 1 ? one : 1 - one;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10}) // ten hidden units have more states than are taken at once
    void agreesWithSumsByHand(int hidden) {
        Program model = SmallNetwork.of(DType.FLOAT64, 3, hidden, 4).model();
        Tensor x = states(4);
        ExactNll nll = exact(model, Dataset.of(Map.of("x", x)));
        double mean = 0;
        for (int i = 0; i < 16; i++) {
            mean -= logProb(model, x.slice(0, i, i + 1).toDoubles()) / 16;
        }
        assertThat(nll.nats()).isCloseTo(mean, within(1e-12));
        assertThat(nll.states()).isEqualTo(1L << hidden);
        assertThat(nll.data()).isEqualTo(16);
        assertThat(nll).hasToString("exact NLL %.4f nats (all %d causes of 16 data)".formatted(mean, 1 << hidden));
    }

    @Test
    void aChoiceInUnitsIsSummedLikeTheChoice() {
        Tensor logits = Tensor.of(DType.FLOAT64, Shape.of(3), 0.4, -1, 2);
        Tensor table = Tensor.of(DType.FLOAT64, Shape.of(3), -2, 0, 1.5);
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor choice = context.sample("choice", new OneHotCategorical(logits));
            context.sample("x", new Bernoulli(choice.mul(table).sum(-1)));
        });
        ExactNll nll = exact(model, Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(1), 1))));
        double p = logits.softmax(0).mul(table.sigmoid()).sum().item();
        assertThat(nll.states()).isEqualTo(3);
        assertThat(nll.nats()).isCloseTo(-Math.log(p), within(1e-14));
    }

    @Test
    void dataWeighWhatTheyAreProbable() {
        Program model = SmallNetwork.of(DType.FLOAT64, 3, 3, 2).model();
        Tensor probabilities = Tensor.of(DType.FLOAT64, Shape.of(4), 0.5, 0.25, 0, 0.25);
        ExactNll nll = exact(model, Dataset.weighted(Map.of("x", states(2)), probabilities));
        double expected = -0.5 * logProb(model, new double[] {0, 0})
                - 0.25 * logProb(model, new double[] {1, 0})
                - 0.25 * logProb(model, new double[] {1, 1});
        assertThat(nll.nats()).isCloseTo(expected, within(1e-13));
    }

    /** top -> middle -> x, {@code units} each. */
    private static Program chain(int units) {
        ParameterStore store = new ParameterStore("model", DType.FLOAT64, 5);
        Parameter prior = store.create("prior", Shape.of(units), Initializer.normal(1));
        Linear first = Linear.create(store::create, "first", units, units, Initializer.normal(1));
        Linear second = Linear.create(store::create, "second", units, units, Initializer.normal(1));
        return Program.of(store, context -> {
            Tensor top = context.sample("top", new Bernoulli(context.param(prior)).toEvent(1));
            Tensor middle = context.sample("middle", new Bernoulli(first.apply(context::param, top)).toEvent(1));
            context.sample("x", new Bernoulli(second.apply(context::param, middle)).toEvent(1));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void probabilitiesOfAllImagesSumToOneAndDrawsFollowThem(int units) {
        Program model = chain(units);
        Dataset images = Dataset.of(Map.of("x", states(units)));
        double[] probabilities = ExactNll.logProbs(model, images, Engine.fastest(), 2).stream()
                .mapToDouble(Math::exp)
                .toArray();
        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));

        int draws = 50_000;
        Tracer tracer = Tracer.of(new Tracer.Address(8, 0, "draw"), new Workspace(Engine.fastest()), draws);
        Tensor x = tracer.trace(model, Map.of()).values().get("x");
        long[] counts = new long[1 << units];
        for (int i = 0; i < draws; i++) {
            int state = 0;
            for (int unit = 0; unit < units; unit++) {
                state |= (int) x.get(i * units + unit) << unit;
            }
            counts[state]++;
        }
        double statistic = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = draws * probabilities[i];
            assertThat(expected).isGreaterThan(5);
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        double degrees = counts.length - 1.0;
        assertThat(statistic).isLessThan(ChiSquaredDistribution.of(degrees).inverseSurvivalProbability(1e-6));
    }

    @Test
    void choicesAndBitsAreEnumeratedTogether() {
        Tensor logits = Tensor.of(DType.FLOAT64, Shape.of(3), 0, Math.log(2), Math.log(3));
        Tensor means = Tensor.of(DType.FLOAT64, Shape.of(3), -1, 0, 2);
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor choice = context.sample("choice", new Categorical(logits));
            Tensor bit =
                    context.sample("bit", new Bernoulli(logits.slice(0, 1, 2).sum()));
            Tensor mean = means.broadcastTo(choice.shape().concat(Shape.of(3))).gather(choice);
            context.sample("x", new Normal(mean.add(bit), logits.constant(1)));
        });
        ExactNll nll = exact(model, Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(1), 0.5))));
        double sum = 0;
        for (int choice = 0; choice < 3; choice++) {
            for (int bit = 0; bit < 2; bit++) {
                double z = 0.5 - means.get(choice) - bit;
                sum += (choice + 1) / 6.0 * (bit == 1 ? 2 : 1) / 3.0 * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
            }
        }
        assertThat(nll.nats()).isCloseTo(-Math.log(sum), within(1e-13));
        assertThat(nll.states()).isEqualTo(6);
    }

    @Test
    void independentPixelsAreABadModelOfBars() {
        Tensor logit = Tensor.full(DType.FLOAT64, Shape.of(25), Math.log(0.19 / 0.81));
        Program pixels = Program.of(
                new ParameterStore("model", DType.FLOAT64, 1),
                context -> context.sample("x", new Bernoulli(logit).toEvent(1)));
        ExactNll nll = exact(pixels, Bars.fiveByFive());
        assertThat(nll.nats()).isCloseTo(12.1555741165, within(1e-10));
        assertThat(nll.states()).as("nothing is hidden").isEqualTo(1);
    }

    /** Ten causes, each of which turns on a bar: with large weights no image is lost and none is made up. */
    @Test
    void tenCausesCanReachTheEntropyOfBars() {
        Tensor bars = Tensor.full(DType.FLOAT64, Shape.of(10), Math.log(0.1 / 0.9));
        double[] weights = new double[250];
        for (int bar = 0; bar < 5; bar++) {
            for (int i = 0; i < 5; i++) {
                weights[25 * bar + 5 * bar + i] = 80; // a row
                weights[25 * (5 + bar) + 5 * i + bar] = 80; // a column
            }
        }
        Tensor table = Tensor.of(DType.FLOAT64, Shape.of(10, 25), weights);
        Program network = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor h = context.sample("h", new Bernoulli(bars).toEvent(1));
            context.sample("x", new Bernoulli(h.matmul(table).sub(40)).toEvent(1));
        });
        assertThat(exact(network, Bars.fiveByFive()).nats()).isCloseTo(3.2507833640, within(1e-9));
    }

    @Test
    void inputsAreTakenFromTheData() {
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor bit = context.sample("bit", new Bernoulli(context.given("label")));
            context.sample("x", new Bernoulli(bit.mul(2)));
        });
        Tensor label = Tensor.of(DType.FLOAT64, Shape.of(2), -1, 3);
        Dataset dataset = Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(2), 1, 0), "label", label))
                .withInputs(Set.of("label"));
        double first = bernoulli(-1, 1) * bernoulli(2, 1) + bernoulli(-1, 0) * 0.5;
        double second = bernoulli(3, 1) * bernoulli(2, 0) + bernoulli(3, 0) * 0.5;
        assertThat(exact(model, dataset).nats()).isCloseTo(-(Math.log(first) + Math.log(second)) / 2, within(1e-13));
    }

    @Test
    void threadsAndEnginesChangeNoBit() {
        Program model = SmallNetwork.of(DType.FLOAT32, 3, 5, 25).model();
        Dataset bars = Bars.fiveByFive();
        double nats = ExactNll.of(model, bars, Engine.plain(), 1).nats();
        assertThat(ExactNll.of(model, bars, Engine.fastest(), 3).nats()).isEqualTo(nats);
    }

    @Test
    void tooManyStatesAreRefused() {
        Program model = SmallNetwork.of(DType.FLOAT32, 3, 21, 4).model();
        Dataset dataset = Dataset.of(Map.of("x", states(4)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exact(model, dataset))
                .withMessage("sites [h] have 2^21.0 joint values, more than 2^20; estimate by importance sampling");
    }

    @Test
    void causesThatCannotBeListedAreRefused() {
        Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor z = context.sample("z", new Normal(zero, zero.add(1)));
            context.sample("x", new Normal(z, zero.add(1)));
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exact(model, Dataset.of(Map.of("x", Tensor.zeros(DType.FLOAT64, Shape.of(1))))))
                .withMessage(
                        "site 'z' can be one of the finite numbers, whose values cannot be listed; estimate by importance sampling");
    }

    /** A model with a second coin on one way only. */
    @Test
    void sitesThatDependOnTheWayAreRefused() {
        Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor first = context.sample("first", new Bernoulli(zero));
            if (context.branchOn(first) == 1) {
                context.sample("second", new Bernoulli(zero));
            }
            context.sample("x", new Bernoulli(zero));
        });
        Dataset one = Dataset.of(Map.of("x", Tensor.zeros(DType.FLOAT64, Shape.of(1))));
        assertThatIllegalArgumentException().isThrownBy(() -> exact(model, one));
    }

    @Test
    void aSiteThatAllDataShareIsRefused() {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
        Program model = Program.of(theta, context -> {
            Tensor z = context.sampleGlobal("z", new Bernoulli(Tensor.scalar(DType.FLOAT64, 0)));
            context.sample("x", new Bernoulli(z));
        });
        Dataset two = Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(2), 0, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exact(model, two))
                .withMessageContainingAll("site 'z' is global", "enumeration");
    }
}
