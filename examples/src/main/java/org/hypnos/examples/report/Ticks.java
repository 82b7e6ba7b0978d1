package org.hypnos.examples.report;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten. */
final class Ticks {
    private Ticks() {}

    /** About {@code count} of them from {@code low} to {@code high}. */
    static ImmutableList<BigDecimal> between(double low, double high, int count) {
        BigDecimal step = step((high - low) / count);
        BigDecimal tick =
                BigDecimal.valueOf(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
        ImmutableList.Builder<BigDecimal> ticks = ImmutableList.builder();
        for (; tick.doubleValue() <= high; tick = tick.add(step)) {
            ticks.add(tick);
        }
        return ticks.build();
    }

    private static BigDecimal step(double about) {
        int exponent = (int) Math.floor(Math.log10(about));
        double leading = about / Math.pow(10, exponent);
        int round = leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10;
        return BigDecimal.valueOf(round).scaleByPowerOfTen(exponent);
    }

    /** 12,500 as "12.5k"; small numbers as they are. */
    static String text(BigDecimal tick) {
        BigDecimal size = tick.abs();
        if (size.compareTo(BigDecimal.valueOf(1_000_000)) >= 0) {
            return plain(tick.movePointLeft(6)) + "M";
        }
        return size.compareTo(BigDecimal.valueOf(10_000)) >= 0 ? plain(tick.movePointLeft(3)) + "k" : plain(tick);
    }

    private static String plain(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        boolean tiny = number.abs().compareTo(BigDecimal.valueOf(1, 4)) < 0;
        return tiny
                ? String.format(Locale.ROOT, "%.0e", number)
                : number.stripTrailingZeros().toPlainString();
    }
}
