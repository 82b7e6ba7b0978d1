package org.hypnos.inference.ws;

import java.util.List;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.testkit.Goal;
import org.hypnos.testkit.GradientClaim;
import org.hypnos.testkit.InferencePluginContract;
import org.hypnos.testkit.PluginCase;

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

    @Override
    protected PluginCase.Bars bars() {
        return new PluginCase.Bars(1500, 8);
    }
}
