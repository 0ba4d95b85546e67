package ppl.api.sample;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.FreeVariable;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.spi.Block;
import ppl.graph.Axes;
import ppl.graph.DType;
import ppl.graph.Elementwise;
import ppl.graph.Graph;
import ppl.graph.Indexing;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.rewrite.Rewriter;

/**
 * A model made ready to sample: its joint log-density as a function of one unconstrained vector, compiled with its
 * gradient, and the way back from the vector to the user's variables. The vector holds the free variables in the order of
 * the model, each in row-major order; whole numbers are held as themselves.
 */
final class CompiledModel implements AutoCloseable {

    /** A variable of the posterior: free variables first, then deterministic quantities. */
    record Output(String name, List<String> dims, TensorType type) {
        int size() {
            return type.shape().elements();
        }
    }

    private final Model model;
    private final CompileOptions options;
    private final Var point;
    private final Map<Var, Var> places = new IdentityHashMap<>();
    private final JointDensity joint;
    private final List<Block> blocks;
    private final List<Output> outputs = new ArrayList<>();
    private final List<Var> values;
    private final CompiledDensity density;
    private @Nullable CompiledGraph constrained;

    private CompiledModel(Model model, CompileOptions options) {
        this.model = model;
        this.options = options;
        this.blocks = layOut(model);
        Block last = blocks.getLast();
        this.point = Var.input("unconstrained", last.offset() + last.size());
        Joint request = Joint.empty();
        List<Var> parts = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Model.Free v = model.free().get(i);
            Var part = Var.input(v.name(), new TensorType(DType.F64, v.node().shape()));
            parts.add(part);
            places.put(part, part(point, blocks.get(i), v.node()));
            request = request.free(v.name(), v.node(), typed(part, v.node().dtype()));
        }
        for (Model.Observed o : model.observed()) {
            request = request.observe(o.name(), o.node(), Var.data(o.name(), o.value()));
        }
        for (Model.Potential p : model.potentials()) {
            request = request.potential(p.name(), p.node());
        }
        this.joint = derive(request);
        ImproperPriors.requireUse(joint);
        this.values = describeOutputs();
        Var logp = joint.total(Checks.NEG_INF);
        this.density = new CompiledDensity(
                blocks, () -> compile(List.of(logp)), () -> compile(List.of(logp, gradient(logp, parts))));
    }

    private static Var gradient(Var logp, List<Var> parts) {
        return Axes.concat(
                Gradient.of(logp, parts).stream()
                        .map(g -> Axes.reshape(g, g.shape().elements()))
                        .toList(),
                0);
    }

    static CompiledModel of(Model model, CompileOptions options) {
        if (model.free().isEmpty()) {
            List<String> observed =
                    model.observed().stream().map(Model.Observed::name).toList();
            throw new SamplingException(
                    SamplingCode.MODEL,
                    "the model has no variable to sample: "
                            + (observed.isEmpty()
                                    ? "it has no random variable"
                                    : "all its random variables are observed: " + observed)
                            + "; add one with m.sample(...)");
        }
        return new CompiledModel(model, options);
    }

    private static JointDensity derive(Joint request) {
        try {
            return request.derive();
        } catch (LogDensityException e) {
            throw e.code() == DensityCode.UNVALUED_SOURCE ? withModelRemedy("", e) : e;
        }
    }

    private static ModelException withModelRemedy(String what, LogDensityException e) {
        return new ModelException(
                ModelCode.UNVALUED,
                what + e.getMessage()
                        + "\n  in a model: a draw that others depend on gets its value from m.sample or m.observe of "
                        + "the same model, not from draw",
                e);
    }

    private static List<Block> layOut(Model model) {
        List<Block> blocks = new ArrayList<>();
        int offset = 0;
        for (Model.Free v : model.free()) {
            if (!v.node().shape().isKnown()) {
                throw new SamplingException(
                        SamplingCode.MODEL,
                        "the shape " + v.node().shape() + " of '" + v.name()
                                + "' depends on a random value; sampling needs a fixed number of coordinates");
            }
            int size = v.node().shape().elements();
            if (offset > Integer.MAX_VALUE - size) {
                throw new SamplingException(
                        SamplingCode.SIZE,
                        "the variables up to '" + v.name() + "', which has " + size
                                + " elements, have together more than 2147483647: no sampler moves so many coordinates");
            }
            Block.Measure measure = v.node().dtype().isFloat() ? Block.Measure.CONTINUOUS : Block.Measure.DISCRETE;
            blocks.add(new Block(v.name(), measure, offset, size));
            offset += size;
        }
        return blocks;
    }

    private static Var part(Var point, Block block, Var node) {
        return Axes.reshape(Indexing.slice(point, 0, block.offset(), block.size(), 1), node.shape());
    }

    private static Var typed(Var part, DType dtype) {
        return dtype.isFloat() ? part.cast(dtype) : Elementwise.rint(part).cast(dtype);
    }

    private List<Var> describeOutputs() {
        List<Var> nodes = new ArrayList<>();
        for (Model.Free v : model.free()) {
            nodes.add(v.node());
            outputs.add(new Output(
                    v.name(), dims(v.name(), v.dims(), v.node()), v.node().type()));
        }
        for (Model.Deterministic d : model.deterministics()) {
            nodes.add(d.node());
            outputs.add(new Output(
                    d.name(), dims(d.name(), d.dims(), d.node()), d.node().type()));
        }
        List<Var> found = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            try {
                found.addAll(joint.valuesOf(nodes.subList(i, i + 1)));
            } catch (LogDensityException e) {
                throw withModelRemedy("'" + outputs.get(i).name() + "' has no value: ", e);
            }
        }
        return found;
    }

    private static List<String> dims(String name, List<Dim> dims, Var node) {
        return dims.isEmpty()
                ? IntStream.range(0, node.rank())
                        .mapToObj(a -> Model.axis(name, a))
                        .toList()
                : dims.stream().map(Dim::name).toList();
    }

    /**
     * Compiles functions of the variables as functions of the vector. The parts of the vector take their places only here:
     * what has been differentiated by a variable must not have looked through it.
     */
    private CompiledGraph compile(List<Var> results) {
        List<Var> ofPoint = Substitution.replace(results, places);
        return Rewriter.standard().apply(new Graph(List.of(point), ofPoint)).compile(options);
    }

    CompiledDensity density() {
        return density;
    }

    String backend() {
        return density.backend();
    }

    /** Why this backend, and why no other. */
    String backendChoice() {
        return density.backendChoice();
    }

    /** The element of a variable that a coordinate belongs to, as {@code x[2, 0]}. */
    String element(int coordinate) {
        for (int b = 0; b < blocks.size(); b++) {
            int at = coordinate - blocks.get(b).offset();
            if (at < blocks.get(b).size()) {
                Var node = model.free().get(b).node();
                return blocks.get(b).variable()
                        + (node.rank() == 0 ? "" : Reasons.index(node.shape().sizes(), at));
            }
        }
        throw new IndexOutOfBoundsException(coordinate);
    }

    List<Block> blocks() {
        return blocks;
    }

    List<Output> outputs() {
        return outputs;
    }

    JointDensity joint() {
        return joint;
    }

    Model model() {
        return model;
    }

    /** Values of nodes that are functions of the vector, at a point. */
    List<Tensor> evaluate(List<Var> nodes, double[] at) {
        try (CompiledGraph graph = compile(nodes)) {
            return graph.call(List.of(Tensor.of(at)));
        }
    }

    /** Labels of the named axes that variables use. */
    Map<String, Coord> coords() {
        Map<String, Coord> coords = new LinkedHashMap<>();
        var used = new TreeSet<String>();
        outputs.forEach(o -> used.addAll(o.dims()));
        model.dims().stream().filter(d -> used.contains(d.name())).forEach(d -> coords.put(d.name(), d.coord()));
        return coords;
    }

    Dataset observedData() {
        Dataset.Builder builder = Dataset.builder();
        for (Model.Observed o : model.observed()) {
            add(builder, o.name(), dims(o.name(), o.dims(), o.node()), o.dims(), o.value());
        }
        return builder.build();
    }

    Dataset constantData() {
        Dataset.Builder builder = Dataset.builder();
        for (Model.Data d : model.data()) {
            add(builder, d.name(), dims(d.name(), d.dims(), Var.constant(d.value())), d.dims(), d.value());
        }
        return builder.build();
    }

    private static void add(Dataset.Builder builder, String name, List<String> names, List<Dim> dims, Tensor value) {
        dims.forEach(d -> builder.coord(d.name(), d.coord()));
        switch (value.dtype()) {
            case F64, F32 -> builder.variable(name, names, value.sizes(), value.toDoubles());
            case I64, I32 -> builder.variable(name, names, value.sizes(), value.toLongs());
            case BOOL -> builder.variable(name, names, value.sizes(), (boolean[]) value.array());
        }
    }

    /** The free variable of a block. */
    FreeVariable free(int block) {
        return joint.free().get(block);
    }

    /** From points to the values of {@link #outputs}; for one thread. */
    Constrainer constrainer() {
        if (constrained == null) {
            constrained = compile(values);
        }
        return new Constrainer(Objects.requireNonNull(constrained));
    }

    @Override
    public void close() {
        density.close();
        if (constrained != null) {
            constrained.close();
        }
    }

    /** Computes the user's variables at a point. */
    static final class Constrainer {
        private final CompiledGraph.Caller caller;
        private final Object[] inputs = new Object[1];
        private final Object[] results;

        private Constrainer(CompiledGraph graph) {
            this.caller = graph.caller();
            this.results = graph.outputTypes().stream()
                    .map(t -> Tensor.allocate(t.dtype(), t.shape().elements()))
                    .toArray();
        }

        void apply(double[] at) {
            inputs[0] = at;
            caller.call(inputs, results);
        }

        /** Copies the value of an output last computed, as doubles. */
        void copy(int output, double[] to, int from) {
            switch (results[output]) {
                case double[] d -> System.arraycopy(d, 0, to, from, d.length);
                case Object other -> {
                    Tensor t = Tensor.wrap(other, java.lang.reflect.Array.getLength(other));
                    for (int i = 0; i < t.length(); i++) {
                        to[from + i] = t.doubleAt(i);
                    }
                }
            }
        }
    }
}
