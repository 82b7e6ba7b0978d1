package org.hypnos.core.inference;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting of an algorithm.
 *
 * @param otherwise the value where none is given
 * @param meaning one line for people
 */
public record Option(String name, Kind kind, String otherwise, String meaning) {
    /** What values an option takes. */
    public sealed interface Kind {
        /** What is wrong with {@code value}; null if nothing. */
        @Nullable
        String fault(String value);
    }

    /** Whole numbers from {@code least} on. */
    public record Count(int least) implements Kind {
        @Override
        public @Nullable String fault(String value) {
            try {
                return Integer.parseInt(value) >= least ? null : "it must be at least " + least;
            } catch (NumberFormatException e) {
                return "it must be a whole number";
            }
        }
    }

    /** Numbers from {@code least} to {@code most}. */
    public record Quantity(double least, double most) implements Kind {
        @Override
        public @Nullable String fault(String value) {
            try {
                double number = Double.parseDouble(value);
                return number >= least && number <= most ? null : "it must be between " + least + " and " + most;
            } catch (NumberFormatException e) {
                return "it must be a number";
            }
        }
    }

    /** One of some words. */
    public record Choice(ImmutableList<String> words) implements Kind {
        @Override
        public @Nullable String fault(String value) {
            return words.contains(value.toLowerCase(Locale.ROOT)) ? null : "it must be one of " + words;
        }
    }

    /** Schedules all of whose values are from {@code least} to {@code most}. */
    public record Course(double least, double most) implements Kind {
        @Override
        public @Nullable String fault(String value) {
            try {
                Schedule schedule = Schedule.parse(value);
                return schedule.least() >= least && schedule.most() <= most
                        ? null
                        : "all its values must be between " + least + " and " + most + ", and they go from "
                                + schedule.least() + " to " + schedule.most();
            } catch (IllegalArgumentException e) {
                return e.getMessage();
            }
        }
    }

    /** {@code true} or {@code false}. */
    public record Flag() implements Kind {
        @Override
        public @Nullable String fault(String value) {
            return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")
                    ? null
                    : "it must be true or false";
        }
    }

    public static Option wholeNumber(String name, int otherwise, int least, String meaning) {
        return new Option(name, new Count(least), Integer.toString(otherwise), meaning);
    }

    public static Option number(String name, double otherwise, double least, double most, String meaning) {
        return new Option(name, new Quantity(least, most), Double.toString(otherwise), meaning);
    }

    /** A number that may change from step to step, in a form of {@link Schedule}; {@code otherwise} is constant. */
    public static Option schedule(String name, double otherwise, double least, double most, String meaning) {
        return new Option(name, new Course(least, most), Double.toString(otherwise), meaning);
    }

    public static Option flag(String name, boolean otherwise, String meaning) {
        return new Option(name, new Flag(), Boolean.toString(otherwise), meaning);
    }

    /** The first word is the one where none is given. */
    public static Option choice(String name, String meaning, String... words) {
        return new Option(name, new Choice(ImmutableList.copyOf(words)), words[0], meaning);
    }
}
