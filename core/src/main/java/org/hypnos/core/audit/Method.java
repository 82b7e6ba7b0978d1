package org.hypnos.core.audit;

/**
 * How an expectation was taken.
 *
 * @param enumerated over all that can be drawn; else over samples
 * @param count of tuples, each of which says what every particle draws, or of samples
 * @param reason why there are samples; empty where all was enumerated
 */
public record Method(boolean enumerated, long count, String reason) {
    static Method enumerated(long tuples) {
        return new Method(true, tuples, "");
    }

    /** That of an expectation of which one part was taken by this method and one by the other. */
    Method and(Method other) {
        return enumerated == other.enumerated ? (other.count > count ? other : this) : (enumerated ? other : this);
    }

    @Override
    public String toString() {
        return enumerated ? "all " + count + " tuples" : count + " samples: " + reason;
    }
}
