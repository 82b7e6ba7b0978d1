package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.UpdateRule;
import org.hypnos.core.inference.Schedule;

/**
 * How one side descends.
 *
 * @param rule how a gradient moves a parameter
 * @param rate by training step, whether or not this side is stepped
 * @param groups parameters with a rate of their own; the first whose pattern matches wins
 * @param clip the greatest norm of the side's gradient, over all its parameters and with regularization, by which it
 *     moves: a longer one is multiplied by clip / norm; infinity for no bound
 */
public record Optimizer(UpdateRule rule, Schedule rate, ImmutableList<Group> groups, double clip) {
    /**
     * Checks the bound on the gradient's norm; a training checks the groups.
     *
     * @param rule such as {@link UpdateRule.Adam}
     * @param rate such as {@link Schedule#constant}
     * @param groups which each match a parameter of the side
     * @param clip positive
     * @throws IllegalArgumentException if the bound is not positive
     */
    public Optimizer {
        checkArgument(clip > 0, "the greatest norm of a gradient must be positive, found %s", clip);
    }

    /**
     * Parameters that share a rate.
     *
     * @param names a pattern of full names, such as {@code model/prior} or {@code *bias}; a star stands for any
     *     characters
     * @param rate by training step
     */
    public record Group(String names, Schedule rate) {
        /**
         * {@return whether the parameter's full name matches the pattern}
         *
         * @param parameter of either side
         */
        public boolean matches(Parameter parameter) {
            return new NamePattern(names).matches(parameter);
        }
    }

    /**
     * {@return plain gradient descent: {@code x -= rate * gradient}}
     *
     * @param rate in all steps
     */
    public static Optimizer sgd(double rate) {
        return of(new UpdateRule.Gradient(), rate);
    }

    /**
     * {@return gradient descent with momentum: {@code v = momentum * v + gradient}, {@code x -= rate * v}}
     *
     * @param rate in all steps
     * @param momentum in [0, 1)
     */
    public static Optimizer momentum(double rate, double momentum) {
        return of(new UpdateRule.Momentum(momentum), rate);
    }

    /**
     * {@return gradient descent with Nesterov's momentum, {@link UpdateRule.Nesterov}}
     *
     * @param rate in all steps
     * @param momentum in [0, 1)
     */
    public static Optimizer nesterov(double rate, double momentum) {
        return of(new UpdateRule.Nesterov(momentum), rate);
    }

    /**
     * {@return RMSProp with decay 0.9 and epsilon 1e-8}
     *
     * @param rate in all steps
     */
    public static Optimizer rmsProp(double rate) {
        return of(new UpdateRule.RmsProp(0.9, 1e-8), rate);
    }

    /**
     * {@return Adagrad with epsilon 1e-10}
     *
     * @param rate in all steps
     */
    public static Optimizer adagrad(double rate) {
        return of(new UpdateRule.Adagrad(1e-10), rate);
    }

    /**
     * {@return Adadelta with decay 0.95 and epsilon 1e-6}
     *
     * @param rate in all steps; 1 in the method's paper
     */
    public static Optimizer adadelta(double rate) {
        return of(new UpdateRule.Adadelta(0.95, 1e-6), rate);
    }

    /**
     * {@return Adam with beta1 0.9, beta2 0.999 and epsilon 1e-8}
     *
     * @param rate in all steps
     */
    public static Optimizer adam(double rate) {
        return adamW(rate, 0);
    }

    /**
     * {@return {@link #adam} with weight decay: each step shrinks the parameters by {@code rate * decay} of themselves}
     *
     * @param rate in all steps
     * @param decay of the weights, not negative
     */
    public static Optimizer adamW(double rate, double decay) {
        return of(new UpdateRule.Adam(0.9, 0.999, 1e-8, decay), rate);
    }

    private static Optimizer of(UpdateRule rule, double rate) {
        return new Optimizer(rule, Schedule.constant(rate), ImmutableList.of(), Double.POSITIVE_INFINITY);
    }

    /**
     * {@return this with another rate; groups keep theirs}
     *
     * @param other by training step
     */
    public Optimizer withRate(Schedule other) {
        return new Optimizer(rule, other, groups, clip);
    }

    /**
     * {@return this with one more group, behind those there are}
     *
     * @param names a pattern of full names, such as {@code model/prior} or {@code *bias}
     * @param own the group's rate by training step
     */
    public Optimizer withGroup(String names, Schedule own) {
        ImmutableList<Group> more = ImmutableList.<Group>builder()
                .addAll(groups)
                .add(new Group(names, own))
                .build();
        return new Optimizer(rule, rate, more, clip);
    }

    /**
     * {@return this with another bound on the gradient's norm}
     *
     * @param norm the greatest allowed, positive; infinity for no bound
     */
    public Optimizer withClip(double norm) {
        return new Optimizer(rule, rate, groups, norm);
    }

    /** Each group must have one of {@code parameters}. */
    void checkGroups(ImmutableList<Parameter> parameters) {
        NamePattern.check(Lists.transform(groups, Group::names), parameters, "the optimizer's group");
    }

    /** The rate of {@code parameter}: its group's, or the one for all. */
    Schedule rate(Parameter parameter) {
        return groups.stream()
                .filter(group -> group.matches(parameter))
                .map(Group::rate)
                .findFirst()
                .orElse(rate);
    }
}
