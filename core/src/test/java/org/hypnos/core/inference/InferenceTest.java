package org.hypnos.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.core.SmallNetwork;
import org.junit.jupiter.api.Test;

class InferenceTest {
    /** Makes algorithms with an idle phase for each particle. */
    private static class First implements InferenceProvider {
        @Override
        public String id() {
            return "first";
        }

        @Override
        public String description() {
            return "an algorithm of its own";
        }

        @Override
        public OptionSet options() {
            return OptionSet.of(Option.wholeNumber("particles", 2, 1, "draws"));
        }

        @Override
        public InferenceAlgorithm create(Programs programs, Options options) {
            Phase idle = Phase.always("idle", (tracer, batch) -> Losses.none());
            return () -> ImmutableList.copyOf(Collections.nCopies(options.wholeNumber("particles"), idle));
        }
    }

    /** Another class of the same id. */
    private static final class Twin extends First {}

    /** Another id. */
    private static final class Second extends First {
        @Override
        public String id() {
            return "another";
        }
    }

    @Test
    void algorithmsAreSortedById() {
        Inference inference = Inference.of(List.of(new First(), new Second()));
        assertThat(inference.providers().keySet()).containsExactly("another", "first");
    }

    @Test
    void anAlgorithmIsMadeById() {
        SmallNetwork network = SmallNetwork.of(DType.FLOAT32, 1, 2, 3);
        InferenceAlgorithm algorithm = Inference.of(List.of(new First()))
                .create("first", network.model(), network.guide(), Map.of("particles", "3"));
        assertThat(algorithm.phases()).hasSize(3);
    }

    @Test
    void anUnknownIdListsWhatWasFound() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Inference.of(List.of(new First(), new Second())).provider("frist"))
                .withMessage(
                        "no inference algorithm is called 'frist'; did you mean 'first'? there are [another, first]");
    }

    @Test
    void whereNothingWasFoundAJarMayBeMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Inference.of(List.of()).provider("rws"))
                .withMessage("no inference algorithm is called 'rws'; there are none;"
                        + " is a plugin's jar missing from the module or class path?");
        assertThat(Inference.installed().providers()).as("core brings none").isEmpty();
    }

    @Test
    void onePluginFoundTwiceIsOne() {
        assertThat(Inference.of(List.of(new First(), new First())).providers()).hasSize(1);
    }

    @Test
    void ofTwoPluginsOfOneIdTheFirstWorksAndTheOtherIsBroken() {
        Inference inference = Inference.of(List.of(new First(), new Twin(), new Second()));
        assertThat(inference.providers().keySet()).containsExactly("another", "first");
        assertThat(inference.provider("first")).isExactlyInstanceOf(First.class);
        assertThat(inference.broken())
                .containsExactly(new Inference.Broken(
                        "first",
                        Twin.class.getName(),
                        "its id is that of " + First.class.getName() + ", which was found first"));
    }

    /** Fails wherever it is asked. */
    private static final class Failing extends First {
        private final String own;

        Failing(String own) {
            this.own = own;
        }

        @Override
        public String id() {
            return own;
        }

        @Override
        public OptionSet options() {
            throw new UnsupportedOperationException("no options yet");
        }
    }

    @Test
    void aPluginThatThrowsWhenAskedForItsOptionsIsBroken() {
        Inference inference = Inference.of(List.of(new Failing("failing"), new First()));
        assertThat(inference.providers().keySet()).containsExactly("first");
        assertThat(inference.broken().get(0).reason())
                .isEqualTo("java.lang.UnsupportedOperationException: no options yet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inference.provider("failing"))
                .withMessageStartingWith(
                        "no inference algorithm is called 'failing'; the plugin of that name is broken: ")
                .withMessageEndingWith("no options yet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inference.provider("frist"))
                .withMessageContaining("did you mean 'first'?")
                .withMessageEndingWith("no options yet");
    }

    @Test
    void aPluginWithoutAnIdIsBroken() {
        Inference inference = Inference.of(List.of(new Failing("")));
        assertThat(inference.broken().get(0).reason()).isEqualTo("it has no id");
    }

    @Test
    void aPluginThatDoesNotLinkWhenItMakesItsAlgorithmIsNamed() {
        InferenceProvider provider = new First() {
            @Override
            public InferenceAlgorithm create(Programs programs, Options options) {
                throw new NoSuchMethodError("gone");
            }
        };
        SmallNetwork network = SmallNetwork.of(DType.FLOAT32, 1, 2, 3);
        Inference inference = Inference.of(List.of(provider));
        assertThatIllegalStateException()
                .isThrownBy(() -> inference.create("first", network.model(), network.guide(), Map.of()))
                .withMessage(
                        "the plugin 'first', " + provider.getClass().getName()
                                + ", is broken: java.lang.NoSuchMethodError: gone; was it built for another version of Hypnos?");
    }
}
