package org.hypnos.examples.commands;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintWriter;

/** One line of JSON with a command's figures, in the order in which they were added. */
final class JsonLine {
    private final JsonObject figures = new JsonObject();

    JsonLine add(String name, String value) {
        figures.addProperty(name, value);
        return this;
    }

    JsonLine add(String name, Number value) {
        figures.addProperty(name, value);
        return this;
    }

    JsonLine addAll(JsonObject others) {
        others.entrySet().forEach(entry -> figures.add(entry.getKey(), entry.getValue()));
        return this;
    }

    void printTo(PrintWriter out) {
        out.println(new GsonBuilder().serializeNulls().create().toJson(figures));
    }
}
