package org.hypnos.examples.commands;

import java.io.PrintWriter;

/** What people are told when Ctrl-C or SIGTERM ends the program while this is open. */
final class LastWords implements AutoCloseable {
    private final Thread atExit;

    private LastWords(PrintWriter people, String words) {
        atExit = new Thread(
                () -> {
                    people.println();
                    people.println(words);
                    people.flush();
                },
                "last words");
    }

    static LastWords open(PrintWriter people, String words) {
        LastWords last = new LastWords(people, words);
        Runtime.getRuntime().addShutdownHook(last.atExit);
        return last;
    }

    @Override
    public void close() {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the program is ending, and says it
        }
    }
}
