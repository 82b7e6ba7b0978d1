package org.hypnos.core.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** One line of JSON with figures of nine significant digits, which are the same text on every JDK. */
final class FigureLine {
    private static final MathContext DIGITS = new MathContext(9);

    private final JsonObject figures = new JsonObject();

    FigureLine(long step, String kind) {
        figures.addProperty("step", step);
        figures.addProperty("kind", kind);
    }

    @CanIgnoreReturnValue
    FigureLine add(String name, String text) {
        figures.addProperty(name, text);
        return this;
    }

    @CanIgnoreReturnValue
    FigureLine add(String name, JsonElement element) {
        figures.add(name, element);
        return this;
    }

    /** Adds a figure, unless it is infinite or not a number, for which JSON has no words. */
    @CanIgnoreReturnValue
    FigureLine add(String name, double figure) {
        number(figure).ifPresent(number -> figures.addProperty(name, number));
        return this;
    }

    /** Adds the ends of an interval around {@code middle}. */
    @CanIgnoreReturnValue
    FigureLine addInterval(String name, double middle, double halfWidth) {
        Optional<BigDecimal> low = number(middle - halfWidth);
        Optional<BigDecimal> high = number(middle + halfWidth);
        if (low.isPresent() && high.isPresent()) {
            JsonArray ends = new JsonArray();
            ends.add(low.get());
            ends.add(high.get());
            figures.add(name, ends);
        }
        return this;
    }

    private static Optional<BigDecimal> number(double figure) {
        if (!Double.isFinite(figure)) {
            return Optional.empty();
        }
        BigDecimal rounded = new BigDecimal(figure).round(DIGITS).stripTrailingZeros();
        return Optional.of(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
    }

    @Override
    public String toString() {
        return figures + "\n";
    }
}
