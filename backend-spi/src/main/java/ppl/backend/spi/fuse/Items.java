package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.fuse.Item.Kind;
import ppl.backend.spi.fuse.Item.Operand;
import ppl.backend.spi.fuse.Item.Target;
import ppl.graph.Applications;
import ppl.graph.Var;
import ppl.graph.op.Concat;
import ppl.graph.op.Gather;
import ppl.graph.op.Pad;
import ppl.graph.op.Pointwise;
import ppl.graph.op.Projection;
import ppl.graph.op.Reduce;
import ppl.graph.op.Routine;
import ppl.graph.op.ScatterAdd;

/** Lists what a program computes, with what each part reads and over which space it runs. */
final class Items {

    private final Views views;
    private final Applications applications;
    private final List<Item> all = new ArrayList<>();
    private final Definitions definitions = new Definitions();
    /** The node whose own buffer is the array of an output. */
    private final Map<Var, Integer> inOutput = new IdentityHashMap<>();

    Items(Views views, List<Var> order, List<Var> outputs) {
        this.views = views;
        this.applications = Applications.among(order);
        for (Var node : views.computed(order)) {
            add(node);
        }
        for (int k = 0; k < outputs.size(); k++) {
            addOutput(outputs.get(k), k);
        }
        linkUsers();
    }

    List<Item> all() {
        return all;
    }

    Definitions definitions() {
        return definitions;
    }

    /** The output in whose array a node is stored, or null. */
    @Nullable
    Integer outputOf(Var node) {
        return inOutput.get(node);
    }

    /** The results that are computed together with a node. */
    List<Var> together(Var node) {
        return applications.of(node);
    }

    private void add(Var node) {
        if (Views.isMovement(node)) {
            Item copy = item(Kind.VALUE, node, node.shape().sizes());
            reads(copy, node, identity(node.rank()));
            return;
        }
        List<Var> in = node.inputs();
        switch (node.op()) {
            case Reduce _ -> reads(item(Kind.FOLD, node, in.getFirst().shape().sizes()), in.getFirst());
            case ScatterAdd s -> {
                Item item = item(Kind.SCATTER, node, in.getFirst().shape().sizes());
                reads(item, in.getFirst());
                int[] axes = shifted(s.axis(), in.get(1).rank());
                item.operands.add(new Operand(views.of(in.get(1)), axes, null));
            }
            case Concat c -> concat(node, c.axis());
            case Pad p -> pad(node, p);
            case Routine _ -> {
                Item item = item(Kind.CALL, node, node.shape().sizes());
                in.forEach(x -> item.operands.add(new Operand(views.of(x), identity(x.rank()), null)));
            }
            case Projection _ -> {
                if (applications.isFirst(node)) {
                    branch(node);
                }
            }
            case Gather g -> gather(node, g.axis());
            case Pointwise _ -> {
                Item item = item(Kind.VALUE, node, node.shape().sizes());
                for (Var x : in) {
                    reads(item, x);
                }
            }
            default ->
                throw new BackendException(
                        BackendCode.UNUSABLE,
                        "the planner got the rich op " + node.op().name() + " of " + node.describe()
                                + ", which its backend claims: plan primitives only, expand it first");
        }
    }

    private void branch(Var node) {
        Item item = new Item(Kind.BRANCH, node, node.shape().sizes());
        all.add(item);
        together(node).forEach(result -> definitions.add(result, item));
        node.inputs().forEach(x -> item.operands.add(new Operand(views.stored(x), identity(x.rank()), null)));
    }

    private void gather(Var node, int axis) {
        Item item = item(Kind.VALUE, node, node.shape().sizes());
        Var x = node.inputs().get(0);
        Var index = node.inputs().get(1);
        int[] axes = new int[x.rank()];
        for (int a = 0; a < axes.length; a++) {
            axes[a] = a < axis ? a : a == axis ? -1 : a - 1 + index.rank();
        }
        item.operands.add(new Operand(views.of(x), axes, null));
        reads(item, index, shifted(axis, index.rank()));
    }

    private void concat(Var node, int axis) {
        int[] strides = StridedView.rowMajor(node.shape().sizes());
        int offset = 0;
        for (Var part : node.inputs()) {
            Item item = item(Kind.STORE, node, part.shape().sizes());
            item.target = new Target(offset, strides);
            reads(item, part);
            offset += part.shape().size(axis) * strides[axis];
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
        Var part = node.inputs().getFirst();
        Item item = item(Kind.STORE, node, part.shape().sizes());
        item.target = new Target(offset, steps);
        reads(item, part);
    }

    private void addOutput(Var output, int k) {
        StridedView view = views.of(output);
        boolean own = !Views.isGiven(view.base()) && view.isWhole() && inOutput.putIfAbsent(view.base(), k) == null;
        if (!own) {
            Item copy = new Item(Kind.STORE, output, output.shape().sizes());
            copy.target = new Target(0, StridedView.rowMajor(copy.domain));
            copy.output = k;
            reads(copy, output);
            all.add(copy);
        }
    }

    private Item item(Kind kind, Var node, int[] domain) {
        Item item = new Item(kind, node, domain);
        all.add(item);
        definitions.add(node, item);
        return item;
    }

    private void reads(Item item, Var operand) {
        reads(item, operand, identity(operand.rank()));
    }

    private void reads(Item item, Var operand, int[] axes) {
        StridedView view = views.of(operand);
        Item fused = null;
        if (covers(item, axes) && view.isWhole()) {
            List<Item> sources = definitions.of(view.base());
            if (sources.size() == 1 && sources.getFirst().kind == Kind.VALUE && sources.getFirst() != item) {
                fused = sources.getFirst();
            }
        }
        item.operands.add(new Operand(view, axes, fused));
    }

    /** True if the axes followed are all of the domain but those of length 1, in ascending order as always. */
    private static boolean covers(Item item, int[] axes) {
        int missing = 0;
        for (int size : item.domain) {
            missing += size != 1 ? 1 : 0;
        }
        for (int a : axes) {
            missing -= item.domain[a] != 1 ? 1 : 0;
        }
        return missing == 0;
    }

    private void linkUsers() {
        for (Item item : all) {
            for (Operand o : item.operands) {
                for (Item source : definitions.of(o.view().base())) {
                    boolean known = !source.users.isEmpty() && source.users.getLast() == item;
                    if (source != item && !known) {
                        source.users.add(item);
                    }
                }
            }
        }
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
