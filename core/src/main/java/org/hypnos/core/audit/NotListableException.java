package org.hypnos.core.audit;

/** That the values of some draws cannot be listed: they are too many, or infinitely many. */
final class NotListableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NotListableException(String message) {
        super(message);
    }
}
