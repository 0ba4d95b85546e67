package ppl.aeppl.marginal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.DType;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.batch.Vectorized;
import ppl.graph.batch.Vectorized.Dependents;

/**
 * A log-density of rows, each of which has one element of a variable to itself, with that variable summed out row by row: the density of a
 * mixture by its components. Where rows share elements there is none, since summing out ties them.
 */
public final class RowSums {

    private RowSums() {}

    /**
     * The log-density of each row.
     *
     * @param latent the variable, with an element for each row
     * @param prior its own log-density, element by element
     * @param rows the log-density of the rows given the variable
     * @return empty if an element of either depends on other elements of the variable
     */
    public static Optional<Var> of(Latent latent, LogTerms prior, LogTerms rows) {
        Var standIn = latent.standIn();
        if (!prior.shape().equals(standIn.shape()) || !rows.shape().equals(standIn.shape())) {
            return Optional.empty();
        }
        List<Var> both = List.of(prior.elementwise(), rows.elementwise());
        Dependents dependents = Dependents.of(both, Map.of(standIn, standIn).keySet());
        ElementSets sets = new ElementSets();
        Scopes scopes = new Scopes(List.of(latent), sets, dependents);
        for (Var each : both) {
            int[] of = scopes.of(each);
            boolean own = IntStream.range(0, of.length)
                    .allMatch(r -> of[r] == ElementSets.EMPTY || of[r] == sets.single(latent.first() + r));
            if (!own) {
                return Optional.empty();
            }
        }
        BatchAxis values = new BatchAxis(0, latent.size());
        List<Batched> tables = Vectorized.of(both, Map.of(standIn, latent.along(values)), dependents);
        Var joint = tables.stream()
                .map(t -> t.over(List.of(values)).cast(DType.F64))
                .reduce(Var::plus)
                .orElseThrow();
        return Optional.of(LogMath.logSumExp(joint, 0));
    }
}
