package org.hypnos.testkit;

import java.util.stream.Collectors;
import org.hypnos.distributions.Delta;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.KullbackLeibler;
import org.hypnos.distributions.Numbers;
import org.hypnos.distributions.Reparameterized;
import org.hypnos.distributions.Support;

/** What docs/distributions.md says of the distributions in the lists, from their classes. */
final class DistributionsPage {
    private static final String INTRODUCTION = """
            # Distributions

            Every distribution here keeps the laws of `testkit` (`DistributionLaws`): `DistributionsTest` runs them over the same lists
            of cases that this page is made from, so that a distribution that fails one cannot stand here. What others are made
            of stands with an example.

            - *Gradients*: draws are reparameterised, or gradients of expectations are by score function (`ScoreFunction`).
            - *Checked by*: what probabilities, moments, entropies and expected scores are summed over: a list of all events (of
              whole numbers, until what is left is negligible) or an integral; where there are too many for both, means over draws.
            - *KL to*: the partners with a closed form in `KullbackLeibler`, "parts" where it takes those of the parts, or "all".
            - *Draws*: by kernels, which give the same bits everywhere, or by samplers of Commons RNG, which give them on one JDK and
              platform.

            Made by `mvn test -pl testkit -am -Dtest=DistributionsPageTest -Dhypnos.write=true`.
            """;

    private DistributionsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        DistributionsTest.lists().forEach((title, cases) -> {
            page.append("\n## ").append(title).append("\n\n");
            page.append("| name | support | event rank | gradients | checked by | KL to | draws |\n");
            page.append("|---|---|---|---|---|---|---|\n");
            cases.forEach(subject -> page.append(row(subject)));
        });
        return page.toString();
    }

    private static String row(DistributionCase subject) {
        Trial trial = new ListedLaws(subject).anyTrial();
        Distribution distribution = trial.distribution();
        return "| "
                + String.join(
                        " | ",
                        subject.name(),
                        describe(distribution.support()),
                        "" + distribution.eventShape().rank(),
                        distribution instanceof Reparameterized ? "reparameterised" : "score function",
                        checkedBy(trial),
                        partners(distribution),
                        CommonsSamplers.makeDrawsOf(distribution) ? "Commons RNG" : "kernels")
                + " |\n";
    }

    /** Without the numbers of one example. */
    private static String describe(Support support) {
        if (support instanceof Numbers.WholeNumbersBelow) {
            return "the whole numbers from 0 to a bound";
        } else if (support instanceof Numbers.Listed) {
            return "the given numbers";
        } else if (support instanceof Support.Counts) {
            return "the vectors of whole numbers that add up to the total";
        } else if (support instanceof Support.Between) {
            return "the numbers between its bounds";
        } else if (support instanceof Support.Only) {
            return "the point";
        }
        return support.toString();
    }

    private static String checkedBy(Trial trial) {
        boolean continuous = Coordinates.of(trial.distribution().support()).isPresent();
        return Table.of(trial).map(table -> continuous ? "integral" : "list").orElse("draws");
    }

    private static String partners(Distribution distribution) {
        if (distribution instanceof Delta) {
            return "all";
        }
        KullbackLeibler closedForms = KullbackLeibler.closedForms();
        String rules = closedForms.rules().stream()
                .filter(rule -> rule.p().isInstance(distribution))
                .map(rule -> rule.q().getSimpleName())
                .collect(Collectors.joining(", "));
        return rules.isEmpty() && isKnown(closedForms, distribution) ? "parts" : rules;
    }

    private static boolean isKnown(KullbackLeibler closedForms, Distribution distribution) {
        try {
            return closedForms.of(distribution, distribution) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
