package org.hypnos.autodiff;

/** The precision of a tensor's numbers. Two precisions never meet in one expression. */
public enum DType {
    /** 32-bit floating point: what training uses. */
    FLOAT32(Float.BYTES),
    /** 64-bit floating point: what checks use. */
    FLOAT64(Double.BYTES);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** {@return the size of one number in bytes} */
    public int bytes() {
        return bytes;
    }
}
