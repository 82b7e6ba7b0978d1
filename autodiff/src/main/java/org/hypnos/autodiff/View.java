package org.hypnos.autodiff;

/** A primitive whose result reads its only input's array as it is. */
interface View extends Op {
    @Override
    default void value(Output out, Tensor... in) {
        throw new AssertionError(name() + " computes nothing");
    }
}
