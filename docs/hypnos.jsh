// What a session of JShell begins with: ./run jshell. The snippets of these pages take it for granted.
import java.util.*;
import java.util.stream.*;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.*;
import org.hypnos.core.inference.*;
import org.hypnos.core.io.*;
import org.hypnos.core.training.*;
import org.hypnos.distributions.*;
import org.hypnos.distributions.layers.*;

// A small model to try things on: 15 causes of 5 x 5 pixels, and the guide that guesses them.
ParameterStore theta = new ParameterStore("model", DType.FLOAT32, 1);
ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, 1);
Parameter prior = theta.create("prior", Shape.of(15), Initializer.constant(-2));
Linear down = Linear.create(theta::create, "down", 15, 25);
Linear up = Linear.create(phi::create, "up", 25, 15);
Program model = Program.of(theta, context -> {
    Tensor h = context.sample("h", new Bernoulli(context.param(prior)).toEvent(1));
    context.sample("x", new Bernoulli(down.apply(context::param, h)).toEvent(1));
});
Program guide = Program.of(phi, context -> {
    Tensor logits = up.apply(context::param, context.given("x"));
    context.sample("h", new Bernoulli(logits).toEvent(1));
});
Dataset bars = Bars.fiveByFive();
