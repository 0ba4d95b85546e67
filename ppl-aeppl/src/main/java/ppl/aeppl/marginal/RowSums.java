package ppl.aeppl.marginal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.batch.Vectorized;
import ppl.graph.batch.Vectorized.Dependents;

/**
 * A log-density of rows, each of which has one element of a variable to itself, with that variable summed out row by row: the density of a
 * mixture by its components. Elements without a row, such as those of rows that are missing, have the sum 1. Where rows share elements there
 * is none, since summing out ties them.
 */
public final class RowSums {

    private RowSums() {}

    /**
     * The log-density of each row.
     *
     * @param latent the variable, with an element for each row
     * @param prior its own log-density, element by element
     * @param rows the log-density of the rows given the variable
     * @return empty if a row depends on several elements of the variable or shares one, or an element on others
     */
    public static Optional<Var> of(Latent latent, LogTerms prior, LogTerms rows) {
        Var standIn = latent.standIn();
        if (!prior.shape().equals(standIn.shape()) || !rows.shape().isKnown()) {
            return Optional.empty();
        }
        List<Var> both = List.of(prior.elementwise(), rows.elementwise());
        Dependents dependents = Dependents.of(both, Map.of(standIn, standIn).keySet());
        ElementSets sets = new ElementSets();
        Scopes scopes = new Scopes(List.of(latent), sets, dependents);
        int[] own =
                IntStream.range(latent.first(), latent.end()).map(sets::single).toArray();
        int[] ofPrior = scopes.of(both.getFirst());
        boolean apart =
                IntStream.range(0, own.length).allMatch(e -> ofPrior[e] == ElementSets.EMPTY || ofPrior[e] == own[e]);
        int[] elements = elements(scopes.of(both.getLast()), own);
        if (!apart || elements == null) {
            return Optional.empty();
        }
        BatchAxis values = new BatchAxis(0, latent.size());
        List<Batched> tables = Vectorized.of(both, Map.of(standIn, latent.along(values)), dependents);
        Var ofElements = tables.getFirst().over(List.of(values)).cast(DType.F64);
        Var ofRows = tables.getLast().over(List.of(values)).cast(DType.F64);
        Var joint = at(ofElements, elements, prior.shape(), rows.shape()).plus(ofRows);
        return Optional.of(LogMath.logSumExp(joint, 0));
    }

    /** The element of each row, or that at its own place for one that depends on none; null if a row has several or shares one. */
    private static int @Nullable [] elements(int[] ofRows, int[] own) {
        if (own.length == 0 && ofRows.length > 0) {
            return null;
        }
        int[] elements = new int[ofRows.length];
        Map<Integer, Integer> places = HashMap.newHashMap(own.length);
        for (int e = 0; e < own.length; e++) {
            places.put(own[e], e);
        }
        for (int r = 0; r < elements.length; r++) {
            int set = ofRows[r];
            if (set == ElementSets.EMPTY) {
                elements[r] = Math.min(r, own.length - 1);
                continue;
            }
            Integer element = places.remove(set);
            if (element == null) {
                return null;
            }
            elements[r] = element;
        }
        return elements;
    }

    /** The elements of a table, which has an axis before theirs, in the places of the rows. */
    private static Var at(Var table, int[] elements, Shape from, Shape to) {
        if (from.equals(to)
                && Arrays.equals(elements, IntStream.range(0, elements.length).toArray())) {
            return table;
        }
        int values = table.shape().size(0);
        Var flat = Functions.reshape(table, values, from.elements());
        long[] positions = Arrays.stream(elements).asLongStream().toArray();
        Var taken = Functions.take(flat, Var.constant(Tensor.of(positions)), 1);
        int[] sizes = IntStream.concat(IntStream.of(values), Arrays.stream(to.sizes()))
                .toArray();
        return Functions.reshape(taken, sizes);
    }
}
