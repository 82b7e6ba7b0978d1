package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;

class SiteDivergencesTest {
    private static final Tensor ONE = Tensor.scalar(DType.FLOAT64, 1);
    private static final Dataset DATA = Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(3), -1, 0.5, 2)));

    private final Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
        Tensor top = context.sample("top", new Bernoulli(ONE.mul(0.3)));
        Tensor low = context.sample("low", new Bernoulli(top.mul(2).sub(0.5)));
        context.sample("x", new Normal(low.add(top.mul(0.5)), ONE));
    });
    private final Program guide = Program.of(new ParameterStore("guide", DType.FLOAT64, 1), context -> {
        Tensor low = context.sample("low", new Bernoulli(context.given("x").mul(0.7)));
        context.sample("top", new Bernoulli(low.mul(1.5).sub(0.4)));
    });

    private SiteDivergences estimate(int samples) {
        return SiteDivergences.of(new ImportanceSampling(model, guide, DATA, samples, 6, Engine.fastest(), 2));
    }

    @Test
    void eachSiteByEnumeration() {
        Enumeration all = Enumeration.of(model, guide, DATA);
        SiteDivergences found = estimate(20_000);
        assertThat(found.ofSite().keySet()).containsExactly("low", "top");
        for (String site : found.ofSite().keySet()) {
            Tensor ratio = all.p().logProb(site).sub(all.q().logProb(site));
            double exact = all.posterior().mul(ratio).sum(0).mean().item();
            double width = found.monteCarlo().get(site).halfWidth();
            assertThat(width).isBetween(1e-4, 0.02);
            assertThat(found.ofSite().get(site)).isCloseTo(exact, within(width * 5 / 1.96));
        }
    }

    /** KL(p||q) = sum of all sites + E[log p(x given h)] - log p(x). */
    @Test
    void togetherTheyAreTheInclusiveDivergenceButForTheData() {
        Enumeration all = Enumeration.of(model, guide, DATA);
        Tensor posterior = all.posterior();
        double divergence = posterior
                .mul(posterior.log().sub(all.q().logProb()))
                .sum(0)
                .mean()
                .item();
        double explained = posterior.mul(all.p().logProb("x")).sum(0).mean().item();
        double nll = ExactNll.of(model, DATA, Engine.fastest(), 1).nats();
        SiteDivergences found = estimate(20_000);
        double sum = found.ofSite().values().stream().mapToDouble(own -> own).sum();
        assertThat(sum + explained + nll).isCloseTo(divergence, within(0.03));
    }

    /** A model that draws the second cause only where the first is 1, and a guide that goes the same ways. */
    @Test
    void aSiteThatWasPassedByCountsNothing() {
        Program branching = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor first = context.sample("first", new Bernoulli(ONE.mul(-1)));
            double way = context.branchOn(first);
            Tensor second = way == 0 ? first : context.sample("second", new Bernoulli(ONE.mul(0.4)));
            context.sample("x", new Normal(first.add(second), ONE));
        });
        Program blind = Program.of(new ParameterStore("guide", DType.FLOAT64, 1), context -> {
            Tensor first =
                    context.sample("first", new Bernoulli(context.given("x").mul(0.1)));
            if (context.branchOn(first) == 1) {
                context.sample("second", new Bernoulli(context.given("x").mul(-0.2)));
            }
        });
        double exact = 0;
        for (double x : DATA.values().get("x").toDoubles()) {
            double zero = (1 - sigmoid(-1)) * Math.exp(-x * x / 2);
            double one = sigmoid(-1) * (1 - sigmoid(0.4)) * Math.exp(-(x - 1) * (x - 1) / 2);
            double both = sigmoid(-1) * sigmoid(0.4) * Math.exp(-(x - 2) * (x - 2) / 2);
            double ofOne = Math.log((1 - sigmoid(0.4)) / (1 - sigmoid(-0.2 * x)));
            double ofBoth = Math.log(sigmoid(0.4) / sigmoid(-0.2 * x));
            exact += (one * ofOne + both * ofBoth) / (zero + one + both) / 3;
        }
        SiteDivergences found =
                SiteDivergences.of(new ImportanceSampling(branching, blind, DATA, 20_000, 6, Engine.fastest(), 1));
        assertThat(found.ofSite().get("second"))
                .isCloseTo(exact, within(found.monteCarlo().get("second").halfWidth() * 5 / 1.96));
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    @Test
    void theNumbersNameWhatTheyAre() {
        assertThat(estimate(10).toString())
                .startsWith("posterior mean of log p - log q in nats: low ")
                .contains(", top ", "K = 10 draws for each of 3 data");
    }
}
