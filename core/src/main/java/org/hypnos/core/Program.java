package org.hypnos.core;

import java.util.function.Consumer;

/**
 * A program that draws named values. A model and a guide are both programs; neither says what is observed, the caller
 * does. It may run for many particles of many data at once: tensors then have the axes [particles, data] in front, or
 * those of them that matter.
 */
public interface Program {
    /** {@return the parameters that training this program moves} */
    ParameterStore parameters();

    /**
     * Runs once, asking {@code context} for every draw and parameter. Where particles and data part, each group runs
     * again from the start.
     *
     * @param context of this run, and of no other
     */
    void run(Context context);

    /**
     * {@return a program that runs {@code body}}
     *
     * @param parameters that training it moves
     * @param body what a run does
     */
    static Program of(ParameterStore parameters, Consumer<Context> body) {
        return new Program() {
            @Override
            public ParameterStore parameters() {
                return parameters;
            }

            @Override
            public void run(Context context) {
                body.accept(context);
            }
        };
    }
}
