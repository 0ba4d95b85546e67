package ppl.graph.resize;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Constant;
import ppl.graph.op.RandomOp;
import ppl.graph.resize.Findings.Given;
import ppl.graph.resize.Findings.Loose;
import ppl.graph.resize.Findings.Part;
import ppl.graph.resize.Findings.Pick;

/** Refuses what a graph does not tell: whether a number is a length that changes, or a position that now means something else. */
final class Doubts {

    private final Findings findings;
    private final Lengths lengths;
    private final Set<Var> replaced;
    private final Set<Var> kept;

    private Doubts(Findings findings, Lengths lengths, Set<Var> replaced, Set<Var> kept) {
        this.findings = findings;
        this.lengths = lengths;
        this.replaced = replaced;
        this.kept = kept;
    }

    /**
     * Refuses a graph in which something is left open.
     *
     * @param replaced the data that are given anew
     * @param kept the draws whose values stay what they were
     */
    static void refuse(Findings findings, Lengths lengths, Set<Var> replaced, Set<Var> kept) {
        Doubts doubts = new Doubts(findings, lengths, replaced, kept);
        findings.given.forEach(doubts::refuseShort);
        findings.loose.forEach(doubts::refuseLoose);
        doubts.refusePicks();
        findings.arrays.forEach(doubts::refuseArray);
        Comparisons.of(findings).forEach(doubts::refuseComparison);
    }

    /**
     * Refuses draws that keep their values though positions along them mean something else.
     *
     * @param all what was read
     */
    static void refuseKept(List<Occurrence> all, Lengths lengths, Set<Var> kept) {
        for (Occurrence o : all) {
            for (int a = 0; kept.contains(o.node()) && a < o.axes().length; a++) {
                Given given = lengths.given(o.axis(a));
                if (given != null && given.change().reordered()) {
                    throw new GraphException(
                            GraphCode.INDEX,
                            o.node().describe() + " keeps its values, but lies along " + where(given) + ", which "
                                    + now(given)
                                    + ", so its elements would belong to others: observe it along its dims, or give its values anew");
                }
            }
        }
    }

    /** Values that are not given anew, though positions along them mean something else. */
    private void refuseArray(Occurrence array) {
        Var node = array.node();
        for (int a = 0; a < array.axes().length; a++) {
            Given given = lengths.given(array.axis(a));
            if (given == null || !array.isUsed() || replaced.contains(node) || isEven(node, a)) {
                continue;
            }
            if (given.change().reordered()) {
                throw new GraphException(
                        GraphCode.INDEX,
                        (node.isOfData() ? "the data " : "the array ") + node.describe() + " lies along " + where(given)
                                + ", which " + now(given) + ", so its elements may belong to others: "
                                + (node.isOfData()
                                        ? "give '" + node.label() + "' anew too"
                                        : "name it with m.data, along its dims, so that it can be given anew"));
            }
            if (given.change().renewed() && !node.isOfData()) {
                throw new GraphException(
                        GraphCode.INDEX,
                        "the array " + node.describe() + " lies along " + where(given)
                                + ", and data along it are of other rows, so its elements may belong to others: name it with"
                                + " m.data, along its dims, so that it can be given anew; or, if a position is the same as"
                                + " before, say so with dim(\"" + given.dim() + "\", " + given.length() + ")");
            }
        }
    }

    /** Whether all elements along an axis are equal. */
    private static boolean isEven(Var node, int axis) {
        Tensor value = Objects.requireNonNull(node.constantValue());
        int stride = node.shape().slice(axis + 1, node.rank()).elements();
        int n = node.shape().size(axis);
        return IntStream.range(0, value.length())
                .allMatch(i -> value.bitsAt(i) == value.bitsAt(i - i / stride % n * stride));
    }

    /** Positions that are compared with counted ones. */
    private void refuseComparison(Pick compared) {
        Given given = lengths.given(compared.axis());
        if (given != null && given.change().reordered()) {
            refuse(compared, given);
        }
    }

    /** Along an axis of one element a repeated number and a vector look the same, and of none all products are equal. */
    private void refuseShort(Given given) {
        int before = given.axis().before();
        if (given.length() != before && before <= 1) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    given.what() + " is to be " + given.length() + " long instead of " + before
                            + ", but of a graph made for " + (before == 0 ? "no elements" : "one element")
                            + " it is not known what is repeated along it: build the model with two or more");
        }
    }

    /** A length that nothing else has, but that a dim had by whose size it may have been made. */
    private void refuseLoose(Loose loose) {
        Given known = lengths.given(loose.axis());
        boolean settled = known != null && (known.dim() != null || lengths.isChanged(loose.axis()));
        if (!loose.at().isUsed() || settled || replaced.contains(loose.at().node())) {
            return;
        }
        for (Given given : findings.given) {
            boolean same = given.axis().before() == loose.axis().before();
            if (given.dim() != null && same && given.length() != given.axis().before()) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        loose.what() + " has the length " + loose.axis().before() + ", as the dim '" + given.dim()
                                + "' had, which is to be " + given.length()
                                + " long; whether it is that of the dim is not known, since"
                                + " nothing along the dim meets it: " + remedy(loose.at()));
            }
        }
    }

    private static String remedy(Occurrence at) {
        return at.op() instanceof Constant
                ? "let it be data, by m.data, along its dims, also where these are others"
                : "make it of data along the dim, such as zerosLike(x)";
    }

    private void refusePicks() {
        for (Part part : findings.parts) {
            Given given = lengths.given(part.axis());
            if (given != null && (given.moved() || lengths.isChanged(part.axis()))) {
                throw new GraphException(
                        GraphCode.INDEX,
                        "the part " + part.node().describe() + " is taken by numbers, which count along " + where(given)
                                + "; it " + now(given)
                                + ", so they may mean something else: name positions with m.data and take by"
                                + " them");
            }
        }
        for (Pick pick : findings.picks) {
            Given given = lengths.given(pick.axis());
            if (given != null && given.moved()) {
                refuse(pick, given);
            }
        }
    }

    static String where(Given given) {
        return given.dim() == null ? given.what() : "the dim '" + given.dim() + "'";
    }

    static String now(Given given) {
        int before = given.axis().before();
        return before == given.length()
                ? "has other labels now"
                : "is to be " + given.length() + " long instead of " + before;
    }

    private void refuse(Pick pick, Given given) {
        Occurrence positions = pick.positions();
        List<Var> values = new ArrayList<>();
        boolean computed = leaves(positions, values);
        List<Var> stale = values.stream()
                .filter(x -> x.isOfData() && !replaced.contains(x))
                .toList();
        if (!stale.isEmpty()) {
            throw new GraphException(
                    GraphCode.INDEX,
                    stale.stream().map(x -> "'" + x.label() + "'").collect(Collectors.joining(", "))
                            + (stale.size() == 1 ? " holds positions" : " hold positions") + " in " + where(given)
                            + ", which " + now(given) + ": give " + (stale.size() == 1 ? "it" : "them") + " anew too");
        }
        List<Var> arrays = values.stream()
                .filter(x -> x.constantValue() != null && !x.isOfData() && x.rank() > 0)
                .toList();
        boolean fresh = values.stream().anyMatch(Var::isOfData);
        if (given.change().reordered() || given.length() < given.axis().before()) {
            refuseKept(values, given);
        }
        if (!arrays.isEmpty() || !(fresh || computed)) {
            throw numbers(pick, given, arrays.isEmpty() ? positions.node() : arrays.getFirst());
        }
    }

    private void refuseKept(List<Var> values, Given given) {
        for (Var x : values) {
            if (kept.contains(x)) {
                throw new GraphException(
                        GraphCode.INDEX,
                        "'" + ((RandomOp) x.op()).site().name() + "' holds positions in " + where(given) + ", which "
                                + now(given)
                                + ", and keeps its values: leave the labels where they are, or fit the model again");
            }
        }
    }

    private static GraphException numbers(Pick pick, Given given, Var numbers) {
        return new GraphException(
                GraphCode.INDEX,
                pick.node().describe() + " is taken by the positions " + numbers.label() + " along " + where(given)
                        + "; it "
                        + now(given)
                        + ", so they may mean something else: name the positions with m.data, so that they can be given anew");
    }

    /** What positions are computed from; true if draws or counts are among it. */
    private static boolean leaves(Occurrence positions, List<Var> values) {
        boolean computed = false;
        Set<Occurrence> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Occurrence> open = new ArrayList<>(List.of(positions));
        while (!open.isEmpty()) {
            Occurrence o = open.removeLast();
            if (!seen.add(o)) {
                continue;
            }
            if (o.op() instanceof Constant) {
                values.add(o.node());
            } else if (o.op() instanceof RandomOp) {
                values.add(o.node());
                computed = true;
            } else if (o.operands().isEmpty()) {
                computed = true;
            } else {
                open.addAll(o.operands());
            }
        }
        return computed;
    }
}
