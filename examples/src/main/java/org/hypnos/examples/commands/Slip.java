package org.hypnos.examples.commands;

/** Something that the caller can mend: one line says what, and the exit code is 2. */
final class Slip extends RuntimeException {
    private static final long serialVersionUID = 1;

    Slip(String message) {
        super(message);
    }

    Slip(String message, Throwable cause) {
        super(message, cause);
    }
}
