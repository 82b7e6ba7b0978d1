package org.hypnos.core.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the forms of {@link Schedule}. */
final class ScheduleParser {
    private static final String FORMS = "the forms of a schedule are 0.5 (constant), 0.0->1.0@1000 (linear),"
            + " cosine:0.02@10000, 0.1*0.96@1000 (exponential), staircase:0.1*0.96@1000"
            + " and 0.1,0.01@5000,0.001@8000 (piecewise)";

    private static final String NUMBER = "([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[-+]?\\d+)?)";
    private static final String STEPS = "@(\\d{1,18})";
    private static final Pattern CONSTANT = Pattern.compile(NUMBER);
    private static final Pattern LINEAR = Pattern.compile(NUMBER + "->" + NUMBER + STEPS);
    private static final Pattern COSINE = Pattern.compile("cosine:" + NUMBER + STEPS);
    private static final Pattern EXPONENTIAL = Pattern.compile("(staircase:)?" + NUMBER + "\\*" + NUMBER + STEPS);
    private static final Pattern PIECE = Pattern.compile("," + NUMBER + STEPS);
    private static final Pattern PIECEWISE = Pattern.compile(NUMBER + "((?:" + PIECE + ")+)");

    private ScheduleParser() {}

    static Schedule parse(String text) {
        try {
            return read(CharMatcher.whitespace().removeFrom(text).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no schedule: " + e.getMessage() + "; " + FORMS, e);
        }
    }

    private static Schedule read(String text) {
        Matcher constant = CONSTANT.matcher(text);
        if (constant.matches()) {
            return Schedule.constant(number(constant, 1));
        }
        Matcher linear = LINEAR.matcher(text);
        if (linear.matches()) {
            return Schedule.linear(number(linear, 1), number(linear, 2), steps(linear, 3));
        }
        Matcher cosine = COSINE.matcher(text);
        if (cosine.matches()) {
            return Schedule.cosine(number(cosine, 1), steps(cosine, 2));
        }
        Matcher exponential = EXPONENTIAL.matcher(text);
        if (exponential.matches()) {
            return new ScheduleForms.Exponential(
                    number(exponential, 2),
                    number(exponential, 3),
                    steps(exponential, 4),
                    exponential.group(1) != null);
        }
        Matcher piecewise = PIECEWISE.matcher(text);
        if (piecewise.matches()) {
            return Schedule.piecewise(number(piecewise, 1), pieces(piecewise.group(2)));
        }
        throw new IllegalArgumentException("it has none of the forms");
    }

    private static Map<Long, Double> pieces(String text) {
        Map<Long, Double> later = new TreeMap<>();
        long last = 0;
        for (Matcher piece = PIECE.matcher(text); piece.find(); ) {
            long step = steps(piece, 2);
            checkArgument(step > last, "its steps must increase from 1 on, found %s after %s", step, last);
            later.put(step, number(piece, 1));
            last = step;
        }
        return later;
    }

    private static double number(Matcher matcher, int group) {
        return Double.parseDouble(matcher.group(group));
    }

    private static long steps(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }
}
