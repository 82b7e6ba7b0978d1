package org.hypnos.examples.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that a training's bits, figures and checkpoints follow from; what is null is for {@link Recipe} to say. */
final class RunOptions {
    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "bars, helmholtz, digits, a folder of IDX or .npy files, or an .npz file"
                    + " (default: ${DEFAULT-VALUE})")
    String data = "bars";

    @Option(names = "--binarize", description = "what becomes of grey pixels: none (default), fixed or epoch")
    String binarize = "none";

    @Option(names = "--model", description = "the model's layers: sbn (default), dsbn, darn or nade")
    String model = "sbn";

    @Option(names = "--guide", description = "the guide's layers: sbn (default), dsbn, darn or nade")
    String guide = "sbn";

    @Option(names = "--latent", description = "the top layer: binary (default) or gaussian")
    String latent = "binary";

    @Option(names = "--layers", split = ",", paramLabel = "N", description = "hidden units, the layer next to x first")
    @Nullable
    List<Integer> layers;

    @Option(names = "--data-biases", description = "the biases of x begin at the data's mean")
    boolean dataBiases;

    @Option(names = "--algorithm", description = "what 'algorithms' lists (default: ${DEFAULT-VALUE})")
    String algorithm = "rws";

    @Option(names = "--particles", description = "rws: draws for each datum")
    @Nullable
    String particles;

    @Option(
            names = "--insomnia",
            description = "rws: the wake phase's share in the guide's loss, 0 to 1, or a schedule, such as"
                    + " '0.0->1.0@1000'")
    @Nullable
    String insomnia;

    @Option(names = "--sleep-particles", description = "rws: dreams for each datum")
    @Nullable
    String sleepParticles;

    @Option(names = "--samples", description = "ws: draws for each datum")
    @Nullable
    String samples;

    @Option(names = "--option", paramLabel = "NAME=VALUE", description = "any other option of the algorithm")
    Map<String, String> option = new LinkedHashMap<>();

    @Option(names = "--epochs", description = "times through the data (default: 10)")
    @Nullable
    Integer epochs;

    @Option(names = "--steps", description = "steps to take, in place of --epochs")
    @Nullable
    Long steps;

    @Option(names = "--batch", description = "data in a step (default: ${DEFAULT-VALUE})")
    int batch = 100;

    @Option(names = "--shard", description = "data that a thread takes at a time (default: a sixth of the batch)")
    @Nullable
    Integer shard;

    @Option(
            names = "--optimizer",
            description = "adam (default), adamw (decay 0.01), sgd, momentum (0.9), nesterov (0.9), rmsprop, adagrad"
                    + " or adadelta")
    String optimizer = "adam";

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description =
                    "learning rate (default: 0.005; bars: 0.02), or a schedule: linear '0->0.1@1000', cosine:0.02@10000,"
                            + " exponential '0.1*0.96@1000' (staircase: in front: by steps), piecewise 0.1,0.01@5000")
    @Nullable
    String lr;

    @Option(
            names = "--lr-of",
            paramLabel = "PATTERN=RATE",
            description =
                    "a rate of their own for parameters, such as 'model/h1*=0.0003'; the first that matches counts")
    List<String> lrOf = new ArrayList<>();

    @Option(
            names = "--schedule",
            description = "of a rate that is a number: cosine (default), to 0 over all steps, or constant")
    @Nullable
    String schedule;

    @Option(
            names = "--eval-samples",
            description = "draws for each datum of the NLL at the end (default: ${DEFAULT-VALUE})")
    int evalSamples = 1000;

    @Option(
            names = "--eval-every",
            paramLabel = "STEPS",
            description = "steps between measurements while training; 0: none (default: about twenty in all)")
    @Nullable
    Long evalEvery;

    @Option(
            names = "--curve-samples",
            description = "draws for each datum of the NLL while training (default: ${DEFAULT-VALUE})")
    int curveSamples = 20;

    @Option(
            names = "--early-stopping",
            paramLabel = "SPLIT,METRIC",
            description = "such as valid,nll: end when the metric has not become better for --patience measurements")
    @Nullable
    String earlyStopping;

    @Option(names = "--patience", description = "measurements that may be no better (default: ${DEFAULT-VALUE})")
    int patience = 5;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "STEPS",
            description = "steps between checkpoints (default: ${DEFAULT-VALUE}); slow runs leave more")
    long checkpointEvery = 1000;

    @Option(names = "--keep", description = "how many of the last checkpoints stay (default: ${DEFAULT-VALUE})")
    int keep = 3;

    @Option(
            names = "--log-every",
            paramLabel = "STEPS",
            description = "steps to a line of metrics; 0: none (default: ${DEFAULT-VALUE})")
    long logEvery = 100;

    @Option(
            names = "--histograms-every",
            paramLabel = "STEPS",
            description = "steps between histograms and fantasies for TensorBoard; 0: none (default: ${DEFAULT-VALUE})")
    long histogramsEvery = 1000;

    @Option(names = "--seed", description = "from which everything random follows (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder of jars with further algorithms")
    @Nullable
    Path plugins;
}
