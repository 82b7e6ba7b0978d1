package example.elbo;

import java.util.List;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.testkit.Goal;
import org.hypnos.testkit.GradientClaim;
import org.hypnos.testkit.InferencePluginContract;
import org.hypnos.testkit.PluginCase;

class ElboContractTest extends InferencePluginContract {
    @Override
    protected InferenceProvider provider() {
        return new ElboProvider();
    }

    @Override
    protected List<GradientClaim> claims() {
        return List.of(
                GradientClaim.theta("elbo", Goal.negativeElbo()), GradientClaim.phi("elbo", Goal.negativeElbo()));
    }

    @Override
    protected PluginCase.Bars bars() {
        return new PluginCase.Bars(1500, 11);
    }
}
