package org.hypnos.inference.ws;

import java.util.List;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.testkit.Goal;
import org.hypnos.testkit.GradientClaim;
import org.hypnos.testkit.InferencePluginContract;

class WakeSleepContractTest extends InferencePluginContract {
    @Override
    protected InferenceProvider provider() {
        return new WakeSleepProvider();
    }

    @Override
    protected List<GradientClaim> claims() {
        return List.of(
                GradientClaim.theta("wake", Goal.negativeElbo()),
                GradientClaim.phi("sleep", Goal.crossEntropyOnDreams()));
    }
}
