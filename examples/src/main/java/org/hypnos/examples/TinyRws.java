package org.hypnos.examples;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/** Reweighted wake-sleep on one page, without a library: automatic differentiation, programs, traces, losses, descent. */
public final class TinyRws {
    // 1. Automatic differentiation ------------------------------------------------------------------------------------

    /** A number that knows what it was computed from: d(this) = sum_i slopes[i] d(inputs[i]). */
    static final class Num {
        final double value;
        final Num[] inputs;
        final double[] slopes;
        double gradient;

        Num(double value, Num[] inputs, double... slopes) {
            this.value = value;
            this.inputs = inputs;
            this.slopes = slopes;
        }

        static Num of(double value) {
            return new Num(value, new Num[0]);
        }

        Num plus(Num other) {
            return new Num(value + other.value, new Num[] {this, other}, 1, 1);
        }

        Num times(double factor) {
            return new Num(factor * value, new Num[] {this}, factor);
        }

        /** log sigmoid(a) = -log(1 + exp(-a)), whose slope is sigmoid(-a). */
        Num logSigmoid() {
            double log = Math.min(value, 0) - Math.log1p(Math.exp(-Math.abs(value)));
            return new Num(log, new Num[] {this}, sigmoid(-value));
        }

        /** Adds to the gradient of everything that this number was computed from: the chain rule, last number first. */
        void backward() {
            List<Num> order = new ArrayList<>();
            visit(order, new HashSet<>());
            gradient = 1;
            for (int n = order.size() - 1; n >= 0; n--) {
                Num result = order.get(n);
                for (int i = 0; i < result.inputs.length; i++) {
                    result.inputs[i].gradient += result.slopes[i] * result.gradient;
                }
            }
        }

        /** Lists inputs before what is computed from them. */
        private void visit(List<Num> order, Set<Num> seen) {
            if (seen.add(this)) {
                for (Num input : inputs) {
                    input.visit(order, seen);
                }
                order.add(this);
            }
        }
    }

    static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    // 2. Programs and traces ------------------------------------------------------------------------------------------

    /** A model or a guide. Neither says what is observed. */
    interface Program {
        void run(Trace trace);
    }

    /** Numbers between 0 and 1 by their address, so that no order of execution matters. */
    interface Uniform {
        double at(String phase, String site, int datum, int particle, int unit);
    }

    /** Where a run stands: its draws follow from this and the site's name. */
    record Address(Uniform uniform, String phase, int datum, int particle) {}

    /** One run of a program: it draws what it is not given, and adds up log-probabilities. */
    static final class Trace {
        final Map<String, Num[]> parameters;
        final Map<String, double[]> values; // given and drawn
        final Address address;
        Num logProb = Num.of(0);

        Trace(Program program, Map<String, Num[]> parameters, Map<String, double[]> given, Address address) {
            this.parameters = parameters;
            this.values = new LinkedHashMap<>(given);
            this.address = address;
            program.run(this);
        }

        /** Coins, of which the i-th shows 1 with probability sigmoid(logits[i]). Draws are constants. */
        double[] sample(String site, Num... logits) {
            double[] value = values.computeIfAbsent(site, any -> draw(site, logits));
            for (int i = 0; i < logits.length; i++) {
                // log p(1) = log sigmoid(logit), log p(0) = log sigmoid(-logit)
                logProb = logProb.plus(logits[i].times(2 * value[i] - 1).logSigmoid());
            }
            return value;
        }

        private double[] draw(String site, Num... logits) {
            double[] drawn = new double[logits.length];
            for (int i = 0; i < drawn.length; i++) {
                double u = address.uniform().at(address.phase(), site, address.datum(), address.particle(), i);
                drawn[i] = u < sigmoid(logits[i].value) ? 1 : 0;
            }
            return drawn;
        }

        /** bias + x weight, where row i of weight belongs to x[i]. */
        Num[] linear(String layer, double... x) {
            Num[] weight = parameters.get(layer + "/weight");
            Num[] sums = parameters.get(layer + "/bias").clone();
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < sums.length; j++) {
                    sums[j] = sums[j].plus(weight[i * sums.length + j].times(x[i]));
                }
            }
            return sums;
        }
    }

    // 3. Reweighted wake-sleep ----------------------------------------------------------------------------------------

    /** p(h) p(x given h). */
    static final Program MODEL = trace -> {
        double[] h = trace.sample("h", trace.parameters.get("prior"));
        trace.sample("x", trace.linear("down", h));
    };

    /** q(h given x). */
    static final Program GUIDE = trace -> trace.sample("h", trace.linear("up", trace.values.get("x")));

    /** What one datum adds to the losses of the model's parameters, theta, and of the guide's, phi. */
    record Losses(Num theta, Num phi) {}

    record Rws(int particles, double insomnia, Uniform uniform) {
        Losses of(Map<String, Num[]> parameters, int datum, double... x) {
            Num[] logP = new Num[particles];
            Num[] logQ = new Num[particles];
            double[] logWeights = new double[particles];
            for (int k = 0; k < particles; k++) {
                Address wake = new Address(uniform, "wake", datum, k);
                Trace q = new Trace(GUIDE, parameters, Map.of("x", x), wake);
                Trace p = new Trace(MODEL, parameters, q.values, wake);
                logP[k] = p.logProb;
                logQ[k] = q.logProb;
                logWeights[k] = p.logProb.value - q.logProb.value; // log w_k = log p(x, h_k) - log q(h_k given x)
            }
            double logSum = logSumExp(logWeights);
            double[] weights = new double[particles];
            double[] ofTheta = new double[particles];
            Num wakePhi = Num.of(0);
            for (int k = 0; k < particles; k++) {
                weights[k] = Math.exp(logWeights[k] - logSum); // W_k = w_k / sum w
                ofTheta[k] = -weights[k];
                wakePhi = wakePhi.plus(logQ[k].times(-weights[k])); // -sum_k W_k log q(h_k given x)
            }
            // -(log sum_k w_k - log K), whose gradient is -sum_k W_k grad log p(x, h_k)
            Num theta = new Num(Math.log(particles) - logSum, logP, ofTheta);
            // -log q(h' given x') of a dream x', h' of the model
            Address sleep = new Address(uniform, "sleep", datum, 0);
            Trace dream = new Trace(MODEL, parameters, Map.of(), sleep);
            Num sleepPhi = new Trace(GUIDE, parameters, dream.values, sleep).logProb.times(-1);
            return new Losses(theta, wakePhi.times(insomnia).plus(sleepPhi.times(1 - insomnia)));
        }
    }

    static double logSumExp(double... logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum);
    }

    // 4. Descent ------------------------------------------------------------------------------------------------------

    /** Parameters as leaves of a computation. */
    static Map<String, Num[]> watch(Map<String, double[]> parameters) {
        Map<String, Num[]> leaves = new LinkedHashMap<>();
        parameters.forEach((name, numbers) -> {
            Num[] own = new Num[numbers.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = Num.of(numbers[i]);
            }
            leaves.put(name, own);
        });
        return leaves;
    }

    /** One step against the gradient of the mean loss of all data. Of theta, phi is a constant, and the reverse. */
    static void step(Map<String, double[]> parameters, Rws rws, double rate, double[]... data) {
        Map<String, Num[]> leaves = watch(parameters);
        for (int datum = 0; datum < data.length; datum++) {
            Losses losses = rws.of(leaves, datum, data[datum]);
            losses.theta().times(1.0 / data.length).backward();
            losses.phi().times(1.0 / data.length).backward();
        }
        leaves.forEach((name, own) -> {
            for (int i = 0; i < own.length; i++) {
                parameters.get(name)[i] -= rate * own[i].gradient;
            }
        });
    }

    /** -log sum_h p(x, h), mean over the data, by listing every h. */
    static double exactNll(Map<String, double[]> parameters, double[]... data) {
        Map<String, Num[]> leaves = watch(parameters);
        int units = parameters.get("prior").length;
        double sum = 0;
        for (double[] x : data) {
            double[] joint = new double[1 << units];
            for (int state = 0; state < joint.length; state++) {
                double[] h = new double[units];
                for (int j = 0; j < units; j++) {
                    h[j] = state >> j & 1;
                }
                Address none = new Address((phase, site, datum, particle, unit) -> 0, "exact", 0, 0);
                joint[state] = new Trace(MODEL, leaves, Map.of("x", x, "h", h), none).logProb.value;
            }
            sum -= logSumExp(joint);
        }
        return sum / data.length;
    }

    /** Parameters of so many causes and pixels; the weights are small and different from each other. */
    static Map<String, double[]> parameters(int causes, int pixels) {
        Map<String, double[]> parameters = new LinkedHashMap<>();
        parameters.put("prior", new double[causes]);
        parameters.put(
                "down/weight",
                new SplittableRandom(1).doubles((long) causes * pixels, -1, 1).toArray());
        parameters.put("down/bias", new double[pixels]);
        parameters.put(
                "up/weight",
                new SplittableRandom(2).doubles((long) pixels * causes, -1, 1).toArray());
        parameters.put("up/bias", new double[causes]);
        return parameters;
    }

    /** Learns four pixels of which the first two are always the same, and the last two. */
    public static void main(String[] arguments) {
        double[][] data = {{0, 0, 0, 0}, {1, 1, 0, 0}, {0, 0, 1, 1}, {1, 1, 1, 1}};
        int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4_000;
        Map<String, double[]> parameters = parameters(2, 4);
        for (int step = 0; step <= steps; step++) {
            if (step % 1000 == 0) {
                System.out.printf("step %4d: NLL %.4f, at best %.4f%n", step, exactNll(parameters, data), Math.log(4));
            }
            int now = step;
            Uniform uniform = (phase, site, datum, particle, unit) ->
                    new SplittableRandom(Objects.hash(now, phase, site, datum, particle, unit)).nextDouble();
            step(parameters, new Rws(5, 0.5, uniform), 0.5, data);
        }
    }

    private TinyRws() {}
}
