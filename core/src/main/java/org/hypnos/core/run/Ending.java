package org.hypnos.core.run;

/** Why a run went no further. */
public enum Ending {
    /** It has taken all its steps. */
    COMPLETE,
    /** Its metric became no better. */
    NO_BETTER,
    /** Its time was over. */
    TIME_OVER,
    /** It was asked to stop. */
    ASKED
}
