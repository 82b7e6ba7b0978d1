package org.hypnos.examples;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.*;
import org.hypnos.core.inference.*;
import org.hypnos.core.training.*;
import org.hypnos.distributions.*;

/**
 * A small probabilistic grammar, by a program that calls itself: noun -> word | noun noun, as in "coffee table book", whose
 * trees nobody sees. Only sentences are observed, and the guide is a parser that guesses the tree.
 *
 * <p>The model begins without knowing how often a noun is made of two, nor how often each word comes, and must learn both from
 * 2,000 sentences. What it then thinks of a sentence stands there twice: exactly, by adding up all trees, and estimated by
 * importance sampling with the learned parser; the two must agree.
 */
public final class Grammar implements Example {
    private static final String[] WORDS = {"coffee", "table", "book"};
    private static final int END = WORDS.length; // stands behind the last word
    private static final int LONGEST = 5;

    /** Model and guide, and what they learn. */
    record Pair(Programs programs, Parameter two, Parameter words) {
        /** Grammars whose parameters begin at these logits. */
        static Pair of(double two, double... words) {
            ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
            Parameter ofTwo = theta.create("two", Shape.SCALAR, Initializer.constant(two));
            Parameter ofWords =
                    theta.create("words", Shape.of(END), (random, dtype, shape) -> Tensor.of(dtype, shape, words));
            Program model = Program.of(theta, context -> {
                int length = noun(context, (before, open) -> context.param(ofTwo), "noun", 0, 0);
                Tensor logits = sentence(context.param(ofWords).logSoftmax(-1), length);
                context.sample("sentence", new Categorical(logits).toEvent(1));
            });
            ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 1);
            Parameter parser = phi.create("parser", Shape.of(LONGEST * LONGEST), Initializer.zeros());
            Program guide = Program.of(phi, context -> {
                Tensor sentence = context.given("sentence");
                int length = (int) context.branchOn(
                        sentence.constant(END).greater(sentence).sum(-1));
                noun(context, (before, open) -> parse(context.param(parser), length - before, open), "noun", 0, 0);
            });
            return new Pair(Programs.of(model, guide), ofTwo, ofWords);
        }
    }

    /** The logit of noun -> noun noun after so many words, while so many other nouns are still to come. */
    private interface Rule {
        Tensor logit(int before, int open);
    }

    /** Expands a noun, and gives the number of words up to its end. Trees of more than LONGEST words do not grow. */
    private static int noun(Context context, Rule rule, String site, int before, int open) {
        if (before + open + 2 <= LONGEST) {
            Tensor two = context.sample(site, new Bernoulli(rule.logit(before, open)));
            if (context.branchOn(two) == 1) {
                int between = noun(context, rule, site + ".left", before, open + 1);
                return noun(context, rule, site + ".right", between, open);
            }
        }
        return before + 1;
    }

    /** The guide's logit with so many words left: learned, where it is not plain from counting. */
    private static Tensor parse(Tensor parser, int left, int open) {
        int i = (left - 1) * LONGEST + open;
        Tensor learned = parser.slice(0, i, i + 1).reshape(Shape.SCALAR);
        return left == open + 1 ? parser.constant(-50) : open == 0 ? parser.constant(50) : learned;
    }

    /** Logits of what stands at each place, [LONGEST, words and END]. */
    private static Tensor sentence(Tensor words, int length) {
        Tensor never = words.filled(Shape.of(1), Double.NEGATIVE_INFINITY);
        Tensor word = Tensor.concat(0, words, never);
        Tensor end =
                Tensor.concat(0, words.filled(Shape.of(END), Double.NEGATIVE_INFINITY), words.filled(Shape.of(1), 0));
        return Tensor.stack(
                0,
                IntStream.range(0, LONGEST)
                        .mapToObj(i -> i < length ? word : end)
                        .toArray(Tensor[]::new));
    }

    /** The probability that {@code open} nouns beside the present one make the words from {@code before} on, over all trees. */
    static double exact(double two, double[] words, double[] sentence, int before, int open) {
        boolean more = before < LONGEST && sentence[before] != END;
        if (open < 0 || !more) {
            return open < 0 && !more ? 1 : 0;
        }
        double one = words[(int) sentence[before]] * exact(two, words, sentence, before + 1, open - 1);
        return before + open + 2 <= LONGEST
                ? (1 - two) * one + two * exact(two, words, sentence, before, open + 1)
                : one;
    }

    static Dataset sentences(Pair grammar, long seed, int count) {
        Tracer tracer = Tracer.of(new Tracer.Address(seed, 0, "data"), Workspace.HEAP, count);
        Tensor sentences =
                tracer.trace(grammar.programs().model(), Map.of()).values().get("sentence");
        return Dataset.of(Map.of("sentence", sentences.reshape(Shape.of(count, LONGEST))));
    }

    @Override
    public String name() {
        return "grammar";
    }

    @Override
    public String about() {
        return "a recursive program: a probabilistic grammar, whose guide is a parser";
    }

    @Override
    public void run(Arguments arguments) {
        Pair truth = Pair.of(-0.8, 0.5, 0, -0.5);
        Pair learned = Pair.of(0, 0, 0, 0);
        Dataset data = sentences(truth, arguments.seed(), 2_000);
        InferenceAlgorithm rws =
                Inference.installed().create("rws", learned.programs(), Map.of("particles", "5", "insomnia", "0.5"));
        int steps = arguments.steps(400);
        TrainingOptions options = TrainingOptions.of(arguments.seed(), 100)
                .withShardSize(100) // few and large groups of equal trees
                .withOptimizer(Optimizer.adam(0.1).withRate(Schedule.cosine(0.1, steps)));
        try (Training training = new Training(rws, learned.programs(), data, options)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
        arguments.print("%-36s %9s %9s %9s", "the 10 most frequent sentences", "truth", "learned", "estimated");
        Map<String, double[]> found = new TreeMap<>();
        for (int i = 0; i < data.size(); i++) {
            double[] sentence = data.values().get("sentence").slice(0, i, i + 1).toDoubles();
            found.putIfAbsent(text(sentence), sentence);
        }
        found.values().stream()
                .sorted((a, b) -> Double.compare(probability(truth, b), probability(truth, a)))
                .limit(10)
                .forEach(sentence -> arguments.print(
                        "  %-34s %9.5f %9.5f %9.5f",
                        text(sentence),
                        probability(truth, sentence),
                        probability(learned, sentence),
                        estimate(learned, sentence, arguments.seed())));
    }

    static double probability(Pair grammar, double... sentence) {
        double two = grammar.two().value().sigmoid().item();
        return exact(two, grammar.words().value().softmax(-1).toDoubles(), sentence, 0, 0);
    }

    /** exp of the importance-sampled log-likelihood. */
    static double estimate(Pair grammar, double[] sentence, long seed) {
        Dataset datum = Dataset.of(Map.of("sentence", Tensor.of(DType.FLOAT64, Shape.of(1, LONGEST), sentence)));
        return Math.exp(-ImportanceNll.of(new ImportanceSampling(
                        grammar.programs().model(),
                        grammar.programs().guide(),
                        datum,
                        1_000,
                        seed,
                        Engine.fastest(),
                        1))
                .nats());
    }

    private static String text(double... sentence) {
        StringBuilder text = new StringBuilder();
        for (double word : sentence) {
            text.append(word == END ? "" : WORDS[(int) word] + " ");
        }
        return text.toString().strip();
    }
}
