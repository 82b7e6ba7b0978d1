package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import org.hypnos.core.inference.InferenceProvider;

/**
 * What every inference plugin keeps to. Extend it, name the provider, and say what the gradients are:
 *
 * <pre>{@code
 * class WakeSleepContractTest extends InferencePluginContract {
 *     protected InferenceProvider provider() {
 *         return new WakeSleepProvider();
 *     }
 *
 *     protected List<GradientClaim> claims() {
 *         return List.of(
 *                 GradientClaim.theta("wake", Goal.negativeElbo()),
 *                 GradientClaim.phi("sleep", Goal.crossEntropyOnDreams()));
 *     }
 * }
 * }</pre>
 *
 * <p>A plugin whose phases depend on its options is extended once for each such setting.
 */
public abstract class InferencePluginContract
        implements PluginOptionLaws,
                PluginPhaseLaws,
                PluginGradientLaws,
                PluginBitsLaws,
                PluginLearningLaws,
                PluginFailureLaws {
    /** {@return the provider of the plugin, which is asked for again and again} */
    protected abstract InferenceProvider provider();

    /** {@return one claim or more for each phase and each side that it moves; there are no others} */
    protected abstract List<GradientClaim> claims();

    /** {@return the options that differ from the defaults in all that follows; few particles can be enumerated} */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** {@return options that contradict each other, and a part of what the refusal says; by default none} */
    protected Map<Map<String, String>, String> contradictions() {
        return Map.of();
    }

    /** {@return how well bars are to be learned; by default to below 6 nats in 1500 steps} */
    protected PluginCase.Bars bars() {
        return new PluginCase.Bars(1500, 6);
    }

    @Override
    public final PluginCase subject() {
        ImmutableMap.Builder<ImmutableMap<String, String>, String> contradictions = ImmutableMap.builder();
        contradictions().forEach((options, reason) -> contradictions.put(ImmutableMap.copyOf(options), reason));
        return new PluginCase(
                provider(),
                ImmutableMap.copyOf(options()),
                ImmutableList.copyOf(claims()),
                contradictions.buildOrThrow(),
                bars());
    }
}
