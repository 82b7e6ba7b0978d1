package org.hypnos.core.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Collections;
import java.util.Map;

/** The schedules that {@link ScheduleParser} reads and {@code toString} writes. */
final class ScheduleForms {
    private ScheduleForms() {}

    record Constant(double value) implements Schedule {
        Constant {
            checkFinite(value);
        }

        @Override
        public double at(long step) {
            return value;
        }

        @Override
        public double least() {
            return value;
        }

        @Override
        public double most() {
            return value;
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    record Linear(double from, double to, long steps) implements Schedule {
        Linear {
            checkFinite(from);
            checkFinite(to);
            checkSteps(steps);
        }

        @Override
        public double at(long step) {
            double way = (double) Math.min(step, steps) / steps;
            return from * (1 - way) + to * way;
        }

        @Override
        public double least() {
            return Math.min(from, to);
        }

        @Override
        public double most() {
            return Math.max(from, to);
        }

        @Override
        public String toString() {
            return from + "->" + to + "@" + steps;
        }
    }

    record Cosine(double start, long steps) implements Schedule {
        Cosine {
            checkFinite(start);
            checkSteps(steps);
        }

        @Override
        public double at(long step) {
            return start * 0.5 * (1 + StrictMath.cos(Math.PI * Math.min(step, steps) / steps));
        }

        @Override
        public double least() {
            return Math.min(start, 0);
        }

        @Override
        public double most() {
            return Math.max(start, 0);
        }

        @Override
        public String toString() {
            return "cosine:" + start + "@" + steps;
        }
    }

    record Exponential(double start, double factor, long every, boolean staircase) implements Schedule {
        Exponential {
            checkFinite(start);
            checkArgument(
                    factor > 0 && factor <= 1, "a schedule's factor must be above 0 and at most 1, found %s", factor);
            checkSteps(every);
        }

        @Override
        public double at(long step) {
            double times = (double) step / every;
            return start * StrictMath.pow(factor, staircase ? Math.floor(times) : times);
        }

        @Override
        public double least() {
            return Math.min(start, limit());
        }

        @Override
        public double most() {
            return Math.max(start, limit());
        }

        private double limit() {
            return factor < 1 ? 0 : start;
        }

        @Override
        public String toString() {
            return (staircase ? "staircase:" : "") + start + "*" + factor + "@" + every;
        }
    }

    record Piecewise(double first, ImmutableSortedMap<Long, Double> later) implements Schedule {
        Piecewise {
            checkFinite(first);
            later.values().forEach(ScheduleForms::checkFinite);
            later.keySet().forEach(ScheduleForms::checkSteps);
        }

        @Override
        public double at(long step) {
            Map.Entry<Long, Double> piece = later.floorEntry(step);
            return piece == null ? first : piece.getValue();
        }

        @Override
        public double least() {
            return Collections.min(values());
        }

        @Override
        public double most() {
            return Collections.max(values());
        }

        private ImmutableList<Double> values() {
            return ImmutableList.<Double>builder()
                    .add(first)
                    .addAll(later.values())
                    .build();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder().append(first);
            later.forEach(
                    (step, value) -> text.append(',').append(value).append('@').append(step));
            return text.toString();
        }
    }

    private static void checkFinite(double value) {
        checkArgument(Double.isFinite(value), "a schedule's numbers must be finite, found %s", value);
    }

    private static void checkSteps(long steps) {
        checkArgument(steps > 0, "a schedule needs at least one step, found %s", steps);
    }
}
