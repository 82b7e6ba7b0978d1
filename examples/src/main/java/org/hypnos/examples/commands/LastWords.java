package org.hypnos.examples.commands;

import java.io.PrintWriter;

/** What people are told when Ctrl-C or SIGTERM ends the program while this is open. */
final class LastWords implements AutoCloseable {
    private final Thread atExit;

    private LastWords(PrintWriter people, String words) {
        atExit = new Thread(() -> tell(people, words), "last words");
    }

    private static void tell(PrintWriter people, String words) {
        people.println();
        people.println(words);
        people.flush();
    }

    static LastWords open(PrintWriter people, String words) {
        LastWords last = new LastWords(people, words);
        try {
            Runtime.getRuntime().addShutdownHook(last.atExit);
        } catch (IllegalStateException e) {
            tell(people, words); // the program is ending already
        }
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
