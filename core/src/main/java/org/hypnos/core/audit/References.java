package org.hypnos.core.audit;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.function.Function;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.audit.Expectation.Side;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.training.Dataset;

/**
 * What estimators are measured by.
 *
 * @param posteriors of each datum, or of all together
 * @param gradients the exact ones, and, where there are too many dreams to enumerate, their mean over samples
 */
record References(ImmutableList<ExactPosterior> posteriors, ImmutableMap<Target, Expectation> gradients) {
    static References of(Program model, Program guide, Dataset dataset, AuditOptions options) {
        Phase explain = Explanation.phase(model, guide);
        ImmutableList<Explanation> explanations = Subject.of(explain, dataset, options.step()).stream()
                .map(subject -> Explanation.of(model, guide, subject))
                .collect(ImmutableList.toImmutableList());
        checkArgument(
                explanations.size() == dataset.size() || dataset.probabilities() == null,
                "data that share global sites cannot have probabilities of their own");
        return new References(
                explanations.stream().map(Explanation::posterior).collect(ImmutableList.toImmutableList()),
                ImmutableMap.of(
                        Target.EVIDENCE, sum(explanations, Explanation::theta),
                        Target.WAKE_PHI, sum(explanations, Explanation::phi),
                        Target.SLEEP_PHI, dreams(model, guide, dataset, options)));
    }

    private static Expectation sum(ImmutableList<Explanation> explanations, Function<Explanation, WeightedLoss> side) {
        long causes = explanations.stream()
                .mapToLong(own -> own.posterior().causes().size())
                .max()
                .orElseThrow();
        WeightedLoss sum =
                explanations.stream().map(side).reduce(WeightedLoss::plus).orElseThrow();
        return new Expectation(sum, 0, 0, Method.enumerated(causes));
    }

    /** The gradient of E_p(x, h)[-log q(h given x)]. */
    private static Expectation dreams(Program model, Program guide, Dataset dataset, AuditOptions options) {
        Phase dream = Phase.always("dreams to compare with", (tracer, batch) -> {
            Trace p = tracer.constant().trace(model, batch.inputs());
            Trace q = tracer.score(guide, p.values());
            return Losses.none().phi(q.logProb(batch.population()).sum(0).neg(), q);
        });
        List<Subject> subjects = Subject.of(dream, dataset, options.step());
        if (subjects.size() > 1 && dataset.inputNames().isEmpty()) { // then all of them dream the same
            Dataset first = Dataset.of(dataset.rows(Workspace.HEAP, 0, 1));
            subjects = Subject.of(dream, first, options.step());
        }
        return Expectation.of(subjects, ImmutableMap.of(Side.PHI, guide.parameters()), options)
                .get(Side.PHI);
    }
}
