package org.hypnos.core.audit;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.audit.Expectation.Side;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.training.Dataset;

/**
 * What algorithms' gradients are worth at the present parameters, for programs small enough to enumerate.
 *
 * <p>Expectations are over everything that the particles draw: all of it, up to 2^20 tuples for a datum, or else samples,
 * with an interval. The objectives are the plugins' own; losses about parameters (regularization) and scales of sites take
 * no part. A loss of theta is measured by -log p(x). One of phi is measured by KL(p||q) on the model's own x if its phase
 * draws observations, else by KL(p||q) on the data.
 *
 * @param dtype the programs' precision, which bounds how small a bias can be seen
 * @param posteriors of each datum; one of all data if they share global sites
 * @param gradients by algorithm, phase and side
 */
public record Audit(DType dtype, ImmutableList<ExactPosterior> posteriors, ImmutableList<GradientAudit> gradients) {

    /**
     * {@return the audit of all algorithms that are installed, with their default options}
     *
     * @param model p(x, h)
     * @param guide q(h given x), of the same precision
     * @param dataset whose causes are enumerated
     */
    public static Audit run(Program model, Program guide, Dataset dataset) {
        return run(model, guide, dataset, ImmutableMap.of());
    }

    /**
     * {@return the audit of all algorithms that are installed, with the options that are given for their ids, and else
     * the default ones}
     *
     * @param model p(x, h)
     * @param guide q(h given x), of the same precision
     * @param dataset whose causes are enumerated
     * @param options by the id of an algorithm that is installed, then by the option's name
     */
    public static Audit run(Program model, Program guide, Dataset dataset, Map<String, Map<String, String>> options) {
        Inference inference = Inference.installed();
        Map<String, InferenceAlgorithm> algorithms = new LinkedHashMap<>();
        for (String id : Sets.union(inference.providers().keySet(), options.keySet())) {
            algorithms.put(id, inference.create(id, model, guide, options.getOrDefault(id, ImmutableMap.of())));
        }
        return run(model, guide, dataset, algorithms, AuditOptions.standard());
    }

    /**
     * {@return the audit of these algorithms}
     *
     * @param model p(x, h)
     * @param guide q(h given x), of the same precision
     * @param dataset whose causes are enumerated
     * @param algorithms by names of your own, made for the same two programs
     * @param options how to audit
     * @throws IllegalArgumentException if the causes of a datum are more than 2^20, or cannot be listed
     */
    public static Audit run(
            Program model,
            Program guide,
            Dataset dataset,
            Map<String, ? extends InferenceAlgorithm> algorithms,
            AuditOptions options) {
        DType dtype = model.parameters().dtype();
        checkArgument(
                dtype == guide.parameters().dtype(),
                "the model is %s and the guide %s; both need one precision",
                dtype,
                guide.parameters().dtype());
        Dataset converted = dataset.to(dtype);
        References references = References.of(model, guide, converted, options);
        Map<Side, ParameterStore> stores =
                ImmutableMap.of(Side.THETA, model.parameters(), Side.PHI, guide.parameters());
        ImmutableList.Builder<GradientAudit> gradients = ImmutableList.builder();
        algorithms.forEach((name, algorithm) -> {
            for (Phase phase : algorithm.phases()) {
                if (phase.due().test(options.step())) {
                    gradients.addAll(audit(name, phase, converted, stores, references, options));
                }
            }
        });
        return new Audit(dtype, references.posteriors(), gradients.build());
    }

    private static ImmutableList<GradientAudit> audit(
            String algorithm,
            Phase phase,
            Dataset dataset,
            Map<Side, ParameterStore> stores,
            References references,
            AuditOptions options) {
        boolean dreams = Subject.dreams(phase, dataset, options.step());
        ImmutableList.Builder<GradientAudit> gradients = ImmutableList.builder();
        Expectation.of(Subject.of(phase, dataset, options.step()), stores, options)
                .forEach((side, own) -> {
                    Target target = side == Side.THETA ? Target.EVIDENCE : dreams ? Target.SLEEP_PHI : Target.WAKE_PHI;
                    gradients.add(GradientAudit.of(
                            algorithm,
                            phase.name(),
                            target,
                            references.gradients().get(target),
                            own));
                });
        return gradients.build();
    }

    @Override
    public String toString() {
        return AuditTable.of(this);
    }
}
