package ppl.graph.resize;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Var;
import ppl.graph.op.Constant;

/**
 * Expressions for other data, of other lengths: as if they were written anew for these. Data are constants of a graph, and lengths are
 * part of its operations; here each axis of each node is an element of a set of axes that must have one length, by what the operations
 * do. Lengths are given to axes of data and of what lies along a dim; a set with a new length hands it to all its axes.
 *
 * <p>What was computed of data when the graph was made is computed again ({@link Var#unfolded}). A slice of all of an axis is taken for
 * all of it, and the same axes of a reshape are those whose products agree. Draws keep their identity.
 *
 * <p><b>Not known</b>: what a program computed of lengths or data as plain numbers, such as {@code 1.0 / rows.length}, or the length {@code
 * 2 * rows.length} of something that nothing along a dim meets; such a number stays.
 *
 * <p><b>Errors</b>: {@link GraphException}, whenever the graph does not tell what is meant: ({@link GraphCode#SHAPE}) two lengths for one
 * axis, a length that nothing along a dim has, an axis that had one element or none; ({@link GraphCode#INDEX}) positions in a dim that are
 * not given anew; ({@link GraphCode#VALUE}) data that a law does not take as a parameter, or whole numbers that leave their type.
 */
public final class Resized {

    private Resized() {}

    /**
     * An axis of an expression that lies along a dim.
     *
     * @param output the number of the expression
     * @param axis its number
     * @param dim the name of the dim
     * @param length its length from now on
     * @param moved whether some position that there was means something else now, or nothing
     * @param reordered whether it means something else, other than that there are more positions or fewer at the end
     * @param renewed whether the positions are other rows, though they have the same numbers
     */
    public record Along(
            int output, int axis, String dim, int length, boolean moved, boolean reordered, boolean renewed) {

        Change change() {
            return new Change(moved, reordered, renewed);
        }
    }

    /**
     * The expressions, with data in the place of others.
     *
     * @param outputs the expressions
     * @param data for each datum to be replaced ({@link Var#data}) what comes in its place, of its element type and rank
     * @param along which of them lie along dims
     * @param kept the draws whose values stay what they were
     * @throws GraphException as this class says
     */
    public static List<Var> of(List<Var> outputs, Map<Var, Var> data, List<Along> along, Set<Var> kept) {
        Read read = read(outputs, data, along);
        Doubts.refuse(read.findings, read.lengths, data.keySet(), kept);
        Doubts.refuseKept(read.reading.order(), read.lengths, kept);
        Rebuilding rebuilding = new Rebuilding(read.lengths);
        for (Occurrence o : read.reading.order()) {
            Var by = data.get(o.node());
            if (by != null) {
                if (o.node().isLength() && !Objects.equals(o.node().constantValue(), by.constantValue())) {
                    throw Rebuilding.lengthChanged(o.node());
                }
                rebuilding.replace(o, by);
            }
        }
        rebuilding.make(read.reading);
        return read.results.stream().map(rebuilding::of).toList();
    }

    /** Expressions with the axes of their nodes, and what becomes of these. */
    record Read(Reading reading, Findings findings, List<Occurrence> results, Lengths lengths) {}

    static Read read(List<Var> outputs, Map<Var, Var> data, List<Along> along) {
        Findings findings = new Findings();
        Reading reading = Reading.of(findings);
        List<Occurrence> results = outputs.stream().map(reading::read).toList();
        for (Along a : along) {
            findings.given.add(new Findings.Given(
                    results.get(a.output()).axis(a.axis()),
                    a.length(),
                    "'" + outputs.get(a.output()).label() + "' along the dim '" + a.dim() + "'",
                    "give the dim '" + a.dim() + "' that length too",
                    a.dim(),
                    a.change()));
        }
        for (Occurrence o : reading.order()) {
            if (o.op() instanceof Constant && o.node().isOfData()) {
                lengths(o, data.get(o.node()), findings);
            }
        }
        return new Read(reading, findings, results, Lengths.of(findings));
    }

    private static void lengths(Occurrence datum, @Nullable Var by, Findings findings) {
        String name = "the data '" + datum.node().label() + "'";
        for (int a = 0; a < datum.axes().length; a++) {
            if (by == null) {
                findings.stays(datum.axis(a), name, "give '" + datum.node().label() + "' anew too");
            } else {
                int length = by.shape().size(a);
                String remedy = "give '" + datum.node().label() + "' that many";
                findings.given.add(new Findings.Given(datum.axis(a), length, name, remedy, null, Change.NONE));
            }
        }
    }
}
