package example.elbo;

import java.util.Locale;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.Option;
import org.hypnos.core.inference.OptionSet;
import org.hypnos.core.inference.Options;
import org.hypnos.core.inference.Programs;

/** Makes {@link Elbo}, as {@code elbo}. */
public final class ElboProvider implements InferenceProvider {
    @Override
    public String id() {
        return "elbo";
    }

    @Override
    public String description() {
        return "the evidence lower bound, by gradients along the draws' paths or by their scores";
    }

    @Override
    public OptionSet options() {
        return OptionSet.of(
                Option.choice(
                        "gradient", "along paths, by scores, or as each site allows", "auto", "pathwise", "score"),
                Option.wholeNumber("particles", 2, 1, "draws for each datum"));
    }

    @Override
    public InferenceAlgorithm create(Programs programs, Options options) {
        Elbo.Gradient gradient = Elbo.Gradient.valueOf(options.word("gradient").toUpperCase(Locale.ROOT));
        return new Elbo(programs, gradient, options.wholeNumber("particles"));
    }
}
