package org.hypnos.examples.report;

import com.google.common.html.HtmlEscapers;
import java.util.Base64;
import java.util.Locale;

/** Pieces of a page. All text that comes from elsewhere goes through {@link #text}. */
final class Html {
    private Html() {}

    /** {@code text} with what a browser would read otherwise escaped; fit for attributes too. */
    static String text(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }

    /** {@code format} filled in, with every string escaped and numbers in English. */
    static String fill(String format, Object... values) {
        Object[] escaped = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            escaped[i] = values[i] instanceof String string ? text(string) : values[i];
        }
        return String.format(Locale.ROOT, format, escaped);
    }

    /** A PNG that needs no file. */
    static String image(byte[] png, String alternative) {
        return fill(
                "<img src=\"data:image/png;base64,%s\" alt=\"%s\">",
                Base64.getEncoder().encodeToString(png), alternative);
    }
}
