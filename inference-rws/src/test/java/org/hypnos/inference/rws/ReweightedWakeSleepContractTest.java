package org.hypnos.inference.rws;

import java.util.List;
import java.util.Map;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.testkit.Goal;
import org.hypnos.testkit.GradientClaim;
import org.hypnos.testkit.InferencePluginContract;

/** With five particles and half of the guide's lessons in dreams. */
class ReweightedWakeSleepContractTest extends InferencePluginContract {
    @Override
    protected InferenceProvider provider() {
        return new ReweightedWakeSleepProvider();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("particles", "5", "insomnia", "0.5", "sleepParticles", "1");
    }

    @Override
    protected List<GradientClaim> claims() {
        return List.of(
                GradientClaim.theta("wake", Goal.negativeBound(5)),
                GradientClaim.theta("wake", Goal.evidence()).biased(0.1),
                GradientClaim.phi("wake", Goal.crossEntropyOnData()).times(0.5).biased(0.25),
                GradientClaim.phi("sleep", Goal.crossEntropyOnDreams()).times(0.5));
    }

    @Override
    protected Map<Map<String, String>, String> contradictions() {
        return Map.of(Map.of("particles", "1"), "the guide would learn nothing");
    }
}
