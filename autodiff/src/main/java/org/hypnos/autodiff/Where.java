package org.hypnos.autodiff;

/** {@code in[1]} where {@code in[0]} is not zero, else {@code in[2]}. */
final class Where implements Op {
    static final Op OP = new Where();

    private Where() {}

    @Override
    public Shape shape(Shape... in) {
        return in[0].broadcast(in[1]).broadcast(in[2]);
    }

    @Override
    public void value(Output out, Tensor... in) {
        Tensor condition = in[0].broadcastTo(out.shape());
        Tensor then = in[1].detach().broadcastTo(out.shape());
        Tensor otherwise = in[2].detach().broadcastTo(out.shape());
        out.kernels()
                .select(
                        condition.array(),
                        then.array(),
                        otherwise.array(),
                        out.array(),
                        out.shape().size());
    }

    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        Tensor zero = gradient.constant(0);
        return switch (i) {
            case 1 -> in[0].where(gradient, zero);
            case 2 -> in[0].where(zero, gradient);
            default -> zero;
        };
    }
}
