package ppl.api.sbc;

import java.util.Arrays;
import java.util.List;
import ppl.api.Model;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.inference.Variable;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/** Parameters and data drawn from a model. */
final class Replicates {

    private final Model model;
    private final InferenceData prior;

    private Replicates(Model model, InferenceData prior) {
        this.model = model;
        this.prior = prior;
    }

    static Replicates of(Model model, int datasets, long seed, int cores) {
        if (model.observed().isEmpty()) {
            throw refused(
                    "it observes nothing, so no data can be drawn from it: give it an observed variable, whose values do not matter");
        }
        if (!model.potentials().isEmpty()) {
            throw refused("its potential '" + model.potentials().getFirst().name()
                    + "' changes the density but not what is drawn, so ranks are not uniform even if all is right: leave it out, or write it as"
                    + " a distribution");
        }
        model.free().forEach(v -> requireDrawn(v.name(), v.node()));
        model.observed().forEach(v -> requireDrawn(v.name(), v.node()));
        PredictiveOptions options = PredictiveOptions.defaults().withSeed(seed).withCores(cores);
        return new Replicates(model, model.priorPredictive(datasets, options));
    }

    private static void requireDrawn(String name, Var node) {
        if (node.op() instanceof RandomOp draw && draw.family().whyNoDraws() != null) {
            throw refused("'" + name + "' cannot be drawn (" + draw.family().whyNoDraws()
                    + "), and true values are draws of the prior: give it a proper one");
        }
        for (Var part : Graph.order(List.of(node))) {
            if (!part.shape().isKnown()) {
                throw refused((part == node ? "the shape of '" : "a part of '") + name
                        + "' has a length that depends on a random value (" + part.describe()
                        + "), so data sets would not have one shape: give it a fixed one");
            }
        }
    }

    private static SamplingException refused(String why) {
        return new SamplingException(SamplingCode.MODEL, "the model cannot be calibrated by simulation: " + why);
    }

    /** The model with the data of a draw. */
    Model model(int dataset) {
        Dataset drawn = prior.priorPredictive();
        return model.with(d -> {
            for (Model.Observed o : model.observed()) {
                Variable all = drawn.get(o.name());
                int[] shape = all.shape();
                int[] own = Arrays.copyOfRange(shape, 2, shape.length);
                int size = all.size() / shape[1];
                Tensor values = all.dtype() == DataType.FLOAT64
                        ? reals(all, dataset * size, size, own)
                        : all.dtype() == DataType.INT64
                                ? wholes(all, dataset * size, size, own)
                                : flags(all, dataset * size, size, own);
                d.observe(o.name(), values);
            }
        });
    }

    private static Tensor reals(Variable all, int from, int size, int[] shape) {
        double[] part = new double[size];
        all.copyDoubles(from, part, 0, size);
        return shape.length == 0 ? Tensor.scalar(part[0]) : Tensor.of(part, shape);
    }

    private static Tensor wholes(Variable all, int from, int size, int[] shape) {
        long[] part = new long[size];
        all.copyLongs(from, part, 0, size);
        return shape.length == 0 ? Tensor.scalar(part[0]) : Tensor.of(part, shape);
    }

    private static Tensor flags(Variable all, int from, int size, int[] shape) {
        boolean[] part = Arrays.copyOfRange(all.toBooleans(), from, from + size);
        return shape.length == 0 ? Tensor.scalar(part[0]) : Tensor.of(part, shape);
    }

    /** What is drawn of the parameters, with the dims chain and draw. */
    Dataset parameters() {
        return prior.prior();
    }
}
