package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.UpdateRule;
import org.hypnos.core.inference.Schedule;

/**
 * What the steps of a training do, as it stands before the first of them.
 *
 * @param sites in the order of the model's run
 * @param parameters of the model and then of the guide
 * @param regularization losses by side and name, with what they are about
 * @param flop floating-point operations of matrix products in a step: two for each pair of numbers, zeros included
 * @param memory that a step needs
 * @param branches whether the programs branch, so that the first data may not show every way
 */
public record Ledger(
        ImmutableList<Site> sites,
        ImmutableList<Entry> parameters,
        ImmutableList<Regularization> regularization,
        double flop,
        Memory memory,
        boolean branches) {
    /**
     * A site of the model.
     *
     * @param name of the site
     * @param event the shape of one value
     * @param plate what each value belongs to
     * @param values what it can be
     * @param source who gives its values in the wake phase
     */
    public record Site(String name, Shape event, String plate, String values, String source) {}

    /**
     * A parameter, and how it moves.
     *
     * @param name its full name
     * @param shape that it has
     * @param side theta or phi
     * @param phases those whose loss of that side depends on it
     * @param otherPhases those whose loss of the other side does
     * @param frozen whether the training's options say that it stays as it is
     * @param shared whether its store says that the guide's loss may reach it too
     * @param rule of its side's optimizer
     * @param rate its group's, or the one of its side's optimizer
     */
    public record Entry(
            String name,
            Shape shape,
            String side,
            ImmutableList<String> phases,
            ImmutableList<String> otherPhases,
            boolean frozen,
            boolean shared,
            UpdateRule rule,
            Schedule rate) {
        boolean stays() {
            return !frozen && phases.isEmpty() && otherPhases.isEmpty();
        }

        private String moves() {
            if (frozen) {
                return "frozen";
            }
            String by = String.join(", ", phases);
            if (!otherPhases.isEmpty()) {
                String other = "the other side in " + String.join(", ", otherPhases);
                by = shared ? "shared: " + by + " and " + other : by + " and " + other + " (REFUSED: not shared)";
            }
            return by.isEmpty() ? "no phase" : by + ", " + rule + " at " + rate;
        }
    }

    /**
     * A regularization loss.
     *
     * @param name as in a step's report: side/name
     * @param about the full names of its parameters, or words that say that the program adds it
     */
    public record Regularization(String name, String about) {}

    /**
     * {@return the parameters that are not frozen and that no phase moves, although some phase moves their side: by a
     * slip, unless they stand on a way that the first data did not take}
     */
    public ImmutableList<Entry> forgotten() {
        return parameters.stream()
                .filter(entry -> entry.stays() && moves(entry.side))
                .collect(ImmutableList.toImmutableList());
    }

    private boolean moves(String side) {
        return parameters.stream().anyMatch(entry -> entry.side.equals(side) && !entry.phases.isEmpty());
    }

    /** Refuses forgotten parameters. */
    void requireMoved() {
        checkArgument(
                branches || forgotten().isEmpty(),
                "no phase of this algorithm moves the parameters %s; if they are to stay, freeze them"
                        + " (TrainingOptions.withFrozen), else see whether the program asks for them by context.param",
                Lists.transform(forgotten(), Entry::name));
    }

    @Override
    public String toString() {
        return new TextTable("site", "event", "for each", "values", "given by")
                        .rows(
                                sites,
                                site -> ImmutableList.of(
                                        site.name, site.event + "", site.plate, site.values, site.source))
                + "\n"
                + new TextTable("parameter", "shape", "side", "moved by")
                        .rows(
                                parameters,
                                entry -> ImmutableList.of(
                                        entry.name, entry.shape + "", entry.side, entry.moves() + note(entry)))
                + "\n"
                + regularization.stream()
                        .map(loss -> "regularization " + loss.name + ": " + loss.about + "\n")
                        .collect(Collectors.joining())
                + String.format(Locale.ROOT, "a step: %.4g GFLOP in products; memory %s%n", flop / 1e9, memory);
    }

    private String note(Entry entry) {
        if (!forgotten().contains(entry)) {
            return "";
        }
        return branches ? " as yet: the programs branch" : " (REFUSED: neither moved nor frozen)";
    }
}
