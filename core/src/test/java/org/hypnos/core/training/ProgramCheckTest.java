package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableMap;
import java.util.Set;
import java.util.function.Consumer;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Context;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.Programs;
import org.hypnos.distributions.Bernoulli;
import org.junit.jupiter.api.Test;

class ProgramCheckTest {
    private static final Tensor ZERO = Tensor.scalar(DType.FLOAT64, 0);
    private static final Tensor COLUMN = Tensor.zeros(DType.FLOAT64, Shape.of(4));

    private static Program program(String name, Consumer<Context> body) {
        return Program.of(new ParameterStore(name, DType.FLOAT64, 1), body);
    }

    private static Program sites(String name, String... sites) {
        return program(name, context -> {
            for (String site : sites) {
                context.sample(site, new Bernoulli(ZERO));
            }
        });
    }

    private static void check(Program model, Program guide, Dataset dataset) {
        ProgramCheck check = new ProgramCheck(Programs.of(model, guide), dataset, TrainingOptions.of(1, 4));
        assertThat(check.check(0, 0).branch()).isFalse();
        check.checkInputs();
    }

    private static Dataset observed(String... names) {
        ImmutableMap.Builder<String, Tensor> values = ImmutableMap.builder();
        for (String name : names) {
            values.put(name, COLUMN);
        }
        return Dataset.of(values.buildOrThrow());
    }

    @Test
    void programsThatFitPass() {
        Program model = program("model", context -> {
            context.sample("h", new Bernoulli(ZERO));
            context.sample("x", new Bernoulli(context.given("label")));
        });
        Dataset dataset = observed("x", "label").withInputs(Set.of("label"));
        assertThatCode(() -> check(model, sites("guide", "h"), dataset)).doesNotThrowAnyException();
    }

    @Test
    void anObservationThatIsNoSiteOfTheModel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(sites("model", "h", "x"), sites("guide", "h"), observed("x", "label")))
                .withMessage(
                        "the data's observations [label] are no sites of the model, which has [h, x]; are they inputs?");
    }

    @Test
    void anInputThatNoProgramAsksFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(
                        sites("model", "h", "x"),
                        sites("guide", "h"),
                        observed("x", "label").withInputs(Set.of("label"))))
                .withMessage("no program asks for the inputs [label]");
    }

    @Test
    void aSiteOfTheGuideThatTheModelLacks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(sites("model", "h", "x"), sites("guide", "h", "hh"), observed("x")))
                .withMessage("the guide's sites [hh] are not in the model, which has [h, x]");
    }

    @Test
    void aSiteOfTheModelThatNobodyGives() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(sites("model", "h1", "h2", "x"), sites("guide", "h1"), observed("x")))
                .withMessage("the model's sites [h2] are given neither by the guide [h1] nor by the data [x]");
    }

    @Test
    void aValueThatAProgramAsksForAndNobodyHas() {
        Program guide = program("guide", context -> context.sample("h", new Bernoulli(context.given("image"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(sites("model", "h", "x"), guide, observed("x")))
                .withMessage("the program needs a value called 'image'; there are [x]");
    }

    @Test
    void aValueOutsideTheSupportOfItsSite() {
        Program model = program("model", context -> context.sample("x", new Bernoulli(ZERO)));
        Dataset twos = Dataset.of(ImmutableMap.of("x", Tensor.full(DType.FLOAT64, Shape.of(4), 2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(model, sites("guide"), twos))
                .withMessageContaining("site 'x' at [0] is 2.0, expected one of 0 and 1");
    }

    @Test
    void aTrainingChecksBeforeItsFirstStep() {
        SmallTraining training = new SmallTraining(0, 0);
        Program model = sites("model", "h", "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Training(
                        training.wake(), model, sites("guide"), observed("x"), SmallTraining.options(4, 0.1)))
                .withMessageStartingWith("the model's sites [h] are given neither");
    }
}
