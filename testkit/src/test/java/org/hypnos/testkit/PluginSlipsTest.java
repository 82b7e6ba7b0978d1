package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.Values;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Option;
import org.hypnos.core.inference.OptionSet;
import org.hypnos.core.inference.Options;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.junit.jupiter.api.Test;

/** The contract finds what a plugin's author may do wrong, and nothing wrong in one that keeps it. */
class PluginSlipsTest {
    /** Learns the model from the guide's draws. */
    private static class Honest implements InferenceProvider {
        @Override
        public String id() {
            return "honest";
        }

        @Override
        public String description() {
            return "learns the model only";
        }

        @Override
        public OptionSet options() {
            return OptionSet.of(Option.wholeNumber("draws", 1, 1, "draws for each datum"));
        }

        @Override
        public InferenceAlgorithm create(Programs programs, Options options) {
            if (programs.defensive().isPresent()) {
                throw new IllegalArgumentException("a defensive program is of no use without weights");
            }
            int draws = options.wholeNumber("draws");
            return () -> ImmutableList.of(
                    Phase.always("wake", (tracer, batch) -> wake(programs, tracer.copies(draws), batch)));
        }

        Losses wake(Programs programs, Tracer tracer, Batch batch) {
            Trace q = tracer.constant().trace(programs.guide(), given(programs, tracer, batch));
            Trace p = tracer.score(programs.model(), q.values());
            return Losses.none().theta(loss(p), p);
        }

        Values given(Programs programs, Tracer tracer, Batch batch) {
            return programs.given(tracer, batch.values());
        }

        Tensor loss(Trace trace) {
            return trace.logProb().mean(0).neg();
        }
    }

    private static class Contract extends InferencePluginContract {
        private final InferenceProvider provider;

        Contract(InferenceProvider provider) {
            this.provider = provider;
        }

        @Override
        protected InferenceProvider provider() {
            return provider;
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("draws", "2");
        }

        @Override
        protected List<GradientClaim> claims() {
            return List.of(GradientClaim.theta("wake", Goal.negativeElbo()));
        }
    }

    /** Two draws of three causes are 64 tuples; twenty would be too many, and are drawn. */
    @Test
    void whatIsHonestPasses() {
        Contract contract = new Contract(new Honest());
        contract.everyOptionIsDocumentedAndItsDefaultFits();
        contract.aPhaseHasALossForEachDatumOfEachSideThatItClaims();
        contract.aDefenceIsUsedOrRefused();
        contract.aProgramToConditionOnIsUsedOrRefused();
        contract.gradientsAreThoseThatAreClaimed();
        contract.anAlgorithmRemembersNothing();
        contract.aLossThatIsNotANumberNamesStepPhaseAndDatum();
        Contract many = new Contract(new Honest()) {
            @Override
            protected Map<String, String> options() {
                return Map.of("draws", "20");
            }
        };
        many.gradientsAreThoseThatAreClaimed();
    }

    private static void requireFound(InferenceProvider slip, Consumer<Contract> law, String reason) {
        assertThatThrownBy(() -> law.accept(new Contract(slip)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aGradientOfAnotherLengthIsFound() {
        Honest slip = new Honest() {
            @Override
            Tensor loss(Trace trace) {
                return super.loss(trace).mul(1.001);
            }
        };
        requireFound(slip, Contract::gradientsAreThoseThatAreClaimed, "phase 'wake', THETA: distance of the expected");
    }

    @Test
    void aLossForASideThatIsNotClaimedIsFound() {
        Honest slip = new Honest() {
            @Override
            Losses wake(Programs programs, Tracer tracer, Batch batch) {
                Trace q = tracer.trace(programs.guide(), batch.values());
                return super.wake(programs, tracer, batch).phi(loss(q), q);
            }
        };
        requireFound(slip, Contract::aPhaseHasALossForEachDatumOfEachSideThatItClaims, "has a loss for PHI");
        requireFound(slip, Contract::aPhaseMovesTheSidesThatItClaimsAndNoOther, "moves the guide");
    }

    @Test
    void aLossOverTheWholeBatchIsFound() {
        Honest slip = new Honest() {
            @Override
            Tensor loss(Trace trace) {
                Tensor own = super.loss(trace);
                return own.add(own.mean(0));
            }
        };
        requireFound(slip, Contract::cuttingABatchChangesNoDatumsLoss, "by themselves");
    }

    @Test
    void anAlgorithmThatCountsIsFound() {
        Honest slip = new Honest() {
            @Override
            public InferenceAlgorithm create(Programs programs, Options options) {
                int[] calls = {0};
                return () -> ImmutableList.of(Phase.always("wake", (tracer, batch) -> {
                    calls[0]++;
                    return wake(programs, tracer.copies(1 + calls[0] / 3), batch);
                }));
            }
        };
        requireFound(slip, Contract::anAlgorithmRemembersNothing, "by an algorithm that has taken those before");
    }

    @Test
    void conditionsThatAreForgottenAreFound() {
        Honest slip = new Honest() {
            @Override
            Values given(Programs programs, Tracer tracer, Batch batch) {
                return Values.of(batch.values());
            }
        };
        requireFound(slip, Contract::aProgramToConditionOnIsUsedOrRefused, "since it was not refused");
    }

    @Test
    void anOptionWithoutAMeaningOrWithAWrongDefaultIsFound() {
        Honest silent = new Honest() {
            @Override
            public OptionSet options() {
                return OptionSet.of(Option.wholeNumber("draws", 1, 1, " "));
            }
        };
        requireFound(silent, Contract::everyOptionIsDocumentedAndItsDefaultFits, "meaning of 'draws'");
        Honest wrong = new Honest() {
            @Override
            public OptionSet options() {
                return OptionSet.of(Option.wholeNumber("draws", 0, 1, "draws for each datum"));
            }
        };
        requireFound(wrong, Contract::everyOptionIsDocumentedAndItsDefaultFits, "default of 'draws', 0");
    }
}
