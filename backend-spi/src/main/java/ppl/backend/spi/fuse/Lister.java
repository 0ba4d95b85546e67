package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.fuse.Statement.Effect;
import ppl.backend.spi.fuse.Statement.Operand;
import ppl.graph.Var;
import ppl.graph.op.Concat;
import ppl.graph.op.Gather;
import ppl.graph.op.MultiOp.Applications;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.Reduce;
import ppl.graph.op.ScatterAdd;

/** Lists what a program computes, with what each statement reads and over which space it runs. */
final class Lister {

    private final Views views;
    private final Applications applications;
    private final List<Statement> all = new ArrayList<>();
    private final Map<Var, List<Statement>> definitions = new IdentityHashMap<>();
    private final IdentityHashMap<Var, Integer> inOutput = new IdentityHashMap<>();

    private Lister(Views views, Applications applications) {
        this.views = views;
        this.applications = applications;
    }

    /** The statements of a program, whose nodes come in order, operands first. */
    static Statements statements(Views views, List<Var> order, List<Var> outputs) {
        Lister lister = new Lister(views, Applications.among(order));
        views.computed(order).forEach(lister::add);
        for (int k = 0; k < outputs.size(); k++) {
            lister.addOutput(outputs.get(k), k);
        }
        return new Statements(
                List.copyOf(lister.all), lister.definitions, lister.users(), lister.inOutput, lister.applications);
    }

    private void add(Var node) {
        List<Var> in = node.inputs();
        if (Views.isMovement(node)) {
            define(node, new Effect.Value(), node.shape().sizes(), List.of(Read.of(node)));
            return;
        }
        switch (node.op()) {
            case Reduce _ ->
                define(node, new Effect.Fold(), in.getFirst().shape().sizes(), List.of(Read.of(in.getFirst())));
            case ScatterAdd s -> {
                Read index = new Read(in.get(1), shifted(s.axis(), in.get(1).rank()), false);
                define(
                        node,
                        new Effect.GroupSum(),
                        in.getFirst().shape().sizes(),
                        List.of(Read.of(in.getFirst()), index));
            }
            case Concat c -> concat(node, c.axis());
            case Pad p -> pad(node, p);
            case Routine _ ->
                define(
                        node,
                        new Effect.Call(),
                        node.shape().sizes(),
                        in.stream().map(Read::stored).toList());
            case Projection _ -> {
                if (applications.isFirst(node)) {
                    bodied(node);
                }
            }
            case Gather g -> gather(node, g.axis());
            case Pointwise _ ->
                define(
                        node,
                        new Effect.Value(),
                        node.shape().sizes(),
                        in.stream().map(Read::of).toList());
            default ->
                throw new BackendException(
                        BackendCode.UNUSABLE,
                        "the planner got the rich op " + node.op().name() + " of " + node.describe()
                                + ", which its backend claims: plan primitives only, expand it first");
        }
    }

    private void bodied(Var node) {
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            operands.add(new Operand(
                    views.forBodies(node, i), identity(node.inputs().get(i).rank()), null));
        }
        Statement bodied = add(node, new Effect.Bodied(), node.shape().sizes(), operands);
        applications.of(node).forEach(result -> define(result, bodied));
    }

    private void gather(Var node, int axis) {
        Var x = node.inputs().get(0);
        Var index = node.inputs().get(1);
        int[] axes = new int[x.rank()];
        for (int a = 0; a < axes.length; a++) {
            axes[a] = a < axis ? a : a == axis ? -1 : a - 1 + index.rank();
        }
        Read gathered = new Read(x, axes, false);
        Read places = new Read(index, shifted(axis, index.rank()), true);
        define(node, new Effect.Value(), node.shape().sizes(), List.of(gathered, places));
    }

    private void concat(Var node, int axis) {
        int[] strides = StridedView.rowMajor(node.shape().sizes());
        int offset = 0;
        for (Var operand : node.inputs()) {
            define(
                    node,
                    new Effect.InsertSlice(offset, strides),
                    operand.shape().sizes(),
                    List.of(Read.of(operand)));
            offset += operand.shape().size(axis) * strides[axis];
        }
    }

    private void pad(Var node, Pad pad) {
        int[] strides = StridedView.rowMajor(node.shape().sizes());
        int offset = 0;
        int[] steps = new int[strides.length];
        for (int a = 0; a < strides.length; a++) {
            offset += pad.starts().get(a) * strides[a];
            steps[a] = pad.steps().get(a) * strides[a];
        }
        Var operand = node.inputs().getFirst();
        define(node, new Effect.InsertSlice(offset, steps), operand.shape().sizes(), List.of(Read.of(operand)));
    }

    private void addOutput(Var output, int k) {
        StridedView view = views.of(output);
        boolean own = !Views.isGiven(view.base()) && view.isWhole() && inOutput.putIfAbsent(view.base(), k) == null;
        if (!own) {
            int[] domain = output.shape().sizes();
            add(output, new Effect.Copy(k), domain, operands(domain, List.of(Read.of(output))));
        }
    }

    /**
     * A node to be read.
     *
     * @param axes the axis of the domain that each of its axes follows
     * @param mayFuse false if it must be stored before
     */
    private record Read(Var node, int[] axes, boolean mayFuse) {

        static Read of(Var node) {
            return new Read(node, identity(node.rank()), true);
        }

        static Read stored(Var node) {
            return new Read(node, identity(node.rank()), false);
        }
    }

    private void define(Var node, Effect effect, int[] domain, List<Read> reads) {
        define(node, add(node, effect, domain, operands(domain, reads)));
    }

    private void define(Var node, Statement statement) {
        definitions.computeIfAbsent(node, _ -> new ArrayList<>(1)).add(statement);
    }

    private Statement add(Var node, Effect effect, int[] domain, List<Operand> operands) {
        boolean alone = effect instanceof Effect.Call || effect instanceof Effect.Bodied;
        Space space = alone ? Space.ofCall(node) : Space.of(domain);
        Statement statement = new Statement(all.size(), node, domain, space, effect, operands);
        all.add(statement);
        return statement;
    }

    private List<Operand> operands(int[] domain, List<Read> reads) {
        List<Operand> operands = new ArrayList<>(reads.size());
        for (Read read : reads) {
            StridedView view = views.of(read.node);
            Statement fused = null;
            if (read.mayFuse && isElement(domain, view, read.axes)) {
                List<Statement> sources = definitions.getOrDefault(view.base(), List.of());
                if (sources.size() == 1 && sources.getFirst().isValue()) {
                    fused = sources.getFirst();
                }
            }
            operands.add(new Operand(view, read.axes, fused));
        }
        return operands;
    }

    /** True if each iteration over a domain reads the element of its own place in row-major order. */
    static boolean isElement(int[] domain, StridedView view, int[] axes) {
        return Arrays.stream(axes).noneMatch(a -> a < 0) && covers(domain, axes) && view.isWhole();
    }

    /** True if the axes followed are all of the domain but those of length 1, in ascending order as always. */
    private static boolean covers(int[] domain, int[] axes) {
        int missing = 0;
        for (int size : domain) {
            missing += size != 1 ? 1 : 0;
        }
        for (int a : axes) {
            missing -= domain[a] != 1 ? 1 : 0;
        }
        return missing == 0;
    }

    private List<List<Statement>> users() {
        List<List<Statement>> users = new ArrayList<>(all.size());
        all.forEach(_ -> users.add(new ArrayList<>(2)));
        for (Statement user : all) {
            for (Operand o : user.operands()) {
                for (Statement source : definitions.getOrDefault(o.view().base(), List.of())) {
                    List<Statement> known = users.get(source.number());
                    if (source != user && (known.isEmpty() || known.getLast() != user)) {
                        known.add(user);
                    }
                }
            }
        }
        return users;
    }

    private static int[] identity(int rank) {
        return shifted(0, rank);
    }

    private static int[] shifted(int start, int rank) {
        int[] axes = new int[rank];
        for (int a = 0; a < rank; a++) {
            axes[a] = start + a;
        }
        return axes;
    }
}
