package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.Options;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.networks.NetworkPlan;
import org.hypnos.examples.networks.Networks;
import org.hypnos.examples.networks.Pair;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a network and says how well it explains data that it has not learned from. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Trains a sigmoid belief network. Without --data: on bars of 5 x 5 pixels, by a recipe that it prints.")
final class TrainCommand implements Callable<Integer> {
    private static final int MOST_BATCH = 1_000_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "bars, helmholtz, digits or a folder of IDX files (default: bars)")
    private String data = "bars";

    @Option(names = "--model", description = "the kind of the model's layers: sbn (default), dsbn, darn or nade")
    private String model = "sbn";

    @Option(names = "--guide", description = "the kind of the guide's layers: sbn (default), dsbn, darn or nade")
    private String guide = "sbn";

    @Option(names = "--latent", description = "the top layer: binary (default) or gaussian")
    private String latent = "binary";

    @Option(names = "--data-biases", description = "the biases of x begin at the mean of the data's pixels, not at 0")
    private boolean dataBiases;

    @Option(names = "--layers", split = ",", paramLabel = "N", description = "hidden units, the layer next to x first")
    private @Nullable List<Integer> layers;

    @Option(names = "--algorithm", description = "what 'algorithms' lists (default: rws)")
    private String algorithm = "rws";

    @Option(names = "--particles", description = "rws: draws for each datum")
    private @Nullable String particles;

    @Option(names = "--insomnia", description = "rws: the wake phase's share in the guide's loss, 0 to 1")
    private @Nullable String insomnia;

    @Option(names = "--sleep-particles", description = "rws: dreams for each datum")
    private @Nullable String sleepParticles;

    @Option(names = "--samples", description = "ws: draws for each datum")
    private @Nullable String samples;

    @Option(names = "--option", paramLabel = "NAME=VALUE", description = "any other option of the algorithm")
    private Map<String, String> more = new LinkedHashMap<>();

    @Option(
            names = "--eval-samples",
            description = "draws for each datum of the NLL at the end (default: ${DEFAULT-VALUE})")
    private int evalSamples = 1000;

    @Option(names = "--epochs", description = "times through the data (default: 10)")
    private @Nullable Integer epochs;

    @Option(names = "--steps", description = "steps to take, in place of --epochs")
    private @Nullable Long steps;

    @Option(names = "--batch", description = "data in a step (default: ${DEFAULT-VALUE})")
    private int batch = 100;

    @Option(
            names = "--optimizer",
            description = "adam (default), adamw (decay 0.01), sgd, momentum (0.9), nesterov (0.9), rmsprop, adagrad"
                    + " or adadelta")
    private String optimizer = "adam";

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "learning rate (default: 0.001), or a schedule: linear '0->0.1@1000', cosine:0.02@10000,"
                    + " exponential '0.1*0.96@1000' (staircase: in front: by steps), piecewise 0.1,0.01@5000")
    private @Nullable String rate;

    @Option(names = "--schedule", description = "constant (default), or cosine from the rate to 0 over all steps")
    private @Nullable String schedule;

    @Option(names = "--explain", description = "before the first step, tell every site, parameter and cost")
    private boolean explain;

    @Option(names = "--out", paramLabel = "DIR", description = "a folder for the run (default: a new one in runs)")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        checkNumbers();
        ImageData images = new ImageData(data).absolute();
        CommandLine line = spec.commandLine();
        try (Claim claim = RunFolder.claim(out, Path.of(images.name()).getFileName() + "-" + algorithm)) {
            plan(images, claim.folder()).carryOut(line.getOut(), line.getErr());
        }
        return 0;
    }

    private void checkNumbers() {
        require(batch >= 1 && batch <= MOST_BATCH, "--batch must be at least 1 and at most " + MOST_BATCH);
        require(evalSamples >= 2, "--eval-samples must be at least 2");
        require(steps == null || epochs == null, "--steps and --epochs contradict each other; give one of them");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Slip(otherwise);
        }
    }

    /** Everything that can be wrong is found here, before the first step. */
    private TrainingRun plan(ImageData images, RunFolder folder) {
        try {
            List<Integer> units = units(images);
            Engine engine = common.engine();
            Inference inference = common.inference();
            Map<String, String> given = algorithmOptions(images);
            checkOptions(inference.provider(algorithm), given);
            Dataset train = images.read(ImageData.Split.TRAIN);
            Dataset held = images.isBars() ? train : images.read(ImageData.Split.VALID);
            int visible = ImageData.pixels(train);
            require(
                    ImageData.pixels(held) == visible,
                    "--data " + data + ": training images have " + visible + " pixels, validation images "
                            + ImageData.pixels(held));
            require(
                    images.isBars() || batch <= train.size(),
                    "--batch " + batch + ": there are only " + train.size() + " images");
            TrainingOptions choices = TrainingOptions.of(common.seed, batch)
                    .withThreads(common.threads)
                    .withEngine(engine);
            RunFolder.Config config = config(images, units, given, train, choices.shardSize());
            NetworkPlan plan = config.plan();
            Pair pair = Networks.of(dataBiases ? plan.withBiasesFrom(train) : plan, common.seed);
            Training training = new Training(
                    inference.create(algorithm, pair.model(), pair.guide(), given),
                    pair.model(),
                    pair.guide(),
                    train,
                    OptimizerChoice.of(config.optimizer(), Schedule.parse(config.rate()))
                            .in(choices, pair));
            return new TrainingRun(
                    pair, train, held, images, training, folder, config, engine, evalSamples, explain, common);
        } catch (ArithmeticException e) {
            throw new Slip("--layers " + layers + ": too many units", e);
        } catch (IllegalArgumentException e) {
            throw new Slip(e.getMessage(), e);
        }
    }

    private void checkOptions(InferenceProvider provider, Map<String, String> given) {
        try {
            Options unused = provider.options().parse(given);
        } catch (IllegalArgumentException e) {
            throw new Slip("--algorithm " + algorithm + ": " + e.getMessage(), e);
        }
    }

    private RunFolder.Config config(
            ImageData images, List<Integer> units, Map<String, String> options, Dataset train, int shardSize) {
        long count = stepCount(images, train);
        return new RunFolder.Config(
                model,
                ImageData.pixels(train),
                units,
                images.name(),
                algorithm,
                options,
                common.seed,
                batch,
                shardSize,
                count,
                optimizer,
                rate(images, count).toString(),
                "0.1.0-SNAPSHOT",
                guide,
                latent);
    }

    private List<Integer> units(ImageData images) {
        List<Integer> units = layers != null ? layers : images.isBars() ? List.of(15) : List.of(200, 200, 10);
        for (int size : units) {
            if (size < 1) {
                throw new Slip("--layers " + units + ": a layer needs at least 1 unit, found " + size);
            }
        }
        return units;
    }

    /** What was given; for bars and rws, else what the recipe says. */
    private Map<String, String> algorithmOptions(ImageData images) {
        Map<String, String> options = new LinkedHashMap<>();
        if (images.isBars() && algorithm.equals("rws")) {
            options.putAll(ImmutableMap.of("particles", "10", "insomnia", "0.5", "sleepParticles", "10"));
        }
        put(options, "particles", particles);
        put(options, "insomnia", insomnia);
        put(options, "sleepParticles", sleepParticles);
        put(options, "samples", samples);
        options.putAll(more);
        return options;
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    private long stepCount(ImageData images, Dataset train) {
        long count = steps != null
                ? steps
                : images.isBars() && epochs == null
                        ? 10_000
                        : train.stepsPerEpoch(batch) * (epochs != null ? epochs : 10);
        require(count >= 1, "there is nothing to do: --steps or --epochs must be at least 1");
        return count;
    }

    /** What was given; for bars, where it is a number, a cosine. */
    private Schedule rate(ImageData images, long count) {
        Schedule given = Schedule.parse(rate != null ? rate : images.isBars() ? "0.02" : "0.001");
        require(given.least() >= 0 && given.most() > 0, "--lr " + rate + ": a rate must be positive");
        boolean number = given.least() == given.most();
        return switch (schedule != null ? schedule : images.isBars() && number ? "cosine" : "constant") {
            case "constant" -> given;
            case "cosine" -> {
                require(number, "--schedule cosine and --lr " + rate + " contradict each other");
                yield Schedule.cosine(given.most(), count);
            }
            default -> throw new Slip("--schedule " + schedule + ": there are constant and cosine; others go to --lr");
        };
    }
}
