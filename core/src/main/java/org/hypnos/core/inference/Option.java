package org.hypnos.core.inference;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting of an algorithm.
 *
 * @param name by which it is given, its own in an {@link OptionSet}
 * @param kind what values it takes
 * @param otherwise the value where none is given
 * @param meaning one line for people
 */
public record Option(String name, Kind kind, String otherwise, String meaning) {
    /** What values an option takes. */
    public sealed interface Kind {
        /**
         * {@return what is wrong with a value, in words that follow it in a message; null if nothing}
         *
         * @param value as it was given
         */
        @Nullable
        String fault(String value);
    }

    /**
     * Whole numbers.
     *
     * @param least the smallest one allowed
     */
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

    /**
     * Numbers between two bounds, which are allowed too.
     *
     * @param least the lower bound
     * @param most the upper bound
     */
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

    /**
     * One of some words, in letters of either case.
     *
     * @param words in lower case
     */
    public record Choice(ImmutableList<String> words) implements Kind {
        @Override
        public @Nullable String fault(String value) {
            return words.contains(value.toLowerCase(Locale.ROOT)) ? null : "it must be one of " + words;
        }
    }

    /**
     * Schedules all of whose values are between two bounds, which are allowed too.
     *
     * @param least the lower bound
     * @param most the upper bound
     */
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

    /**
     * {@return an option that is a whole number, of at most 2147483647}
     *
     * @param name by which it is given
     * @param otherwise the value where none is given
     * @param least the smallest one allowed
     * @param meaning one line for people
     */
    public static Option wholeNumber(String name, int otherwise, int least, String meaning) {
        return new Option(name, new Count(least), Integer.toString(otherwise), meaning);
    }

    /**
     * {@return an option that is a number}
     *
     * @param name by which it is given
     * @param otherwise the value where none is given
     * @param least the smallest one allowed
     * @param most the greatest one allowed
     * @param meaning one line for people
     */
    public static Option number(String name, double otherwise, double least, double most, String meaning) {
        return new Option(name, new Quantity(least, most), Double.toString(otherwise), meaning);
    }

    /**
     * {@return an option that is a number which may change from step to step, in a form of {@link Schedule}}
     *
     * @param name by which it is given
     * @param otherwise the value in all steps where none is given
     * @param least the smallest value allowed in any step
     * @param most the greatest value allowed in any step
     * @param meaning one line for people
     */
    public static Option schedule(String name, double otherwise, double least, double most, String meaning) {
        return new Option(name, new Course(least, most), Double.toString(otherwise), meaning);
    }

    /**
     * {@return an option that is {@code true} or {@code false}}
     *
     * @param name by which it is given
     * @param otherwise the value where none is given
     * @param meaning one line for people
     */
    public static Option flag(String name, boolean otherwise, String meaning) {
        return new Option(name, new Flag(), Boolean.toString(otherwise), meaning);
    }

    /**
     * {@return an option that is one of some words}
     *
     * @param name by which it is given
     * @param meaning one line for people
     * @param words in lower case, at least one; the first is the value where none is given
     */
    public static Option choice(String name, String meaning, String... words) {
        return new Option(name, new Choice(ImmutableList.copyOf(words)), words[0], meaning);
    }
}
