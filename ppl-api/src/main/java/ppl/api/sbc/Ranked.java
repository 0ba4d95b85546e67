package ppl.api.sbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import ppl.api.Model;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.Element;
import ppl.api.inference.Variable;

/**
 * The quantities that are ranked: elements of parameters, and functions of parameters.
 *
 * @param elements the names of elements, as {@code a[AITKIN]}
 * @param variables the variable of each
 * @param positions where each lies in its variable
 * @param functions quantities by name
 */
record Ranked(
        List<String> elements,
        List<String> variables,
        int[] positions,
        Map<String, ToDoubleFunction<Map<String, double[]>>> functions) {

    /** All elements of the variables without a value, but for those that every draw of the prior has alike. */
    static Ranked of(Model model, Dataset prior, Map<String, ToDoubleFunction<Map<String, double[]>>> functions) {
        Set<String> free = model.free().stream().map(Model.Free::name).collect(Collectors.toSet());
        List<String> labels = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (Element e : prior.elements()) {
            double[] values = e.draws().toArray();
            boolean constant = Arrays.stream(values).allMatch(x -> x == values[0]);
            if (free.contains(e.variable().name()) && !constant) {
                labels.add(e.label());
                variables.add(e.variable().name());
                positions.add(e.position());
            }
        }
        return new Ranked(
                labels,
                variables,
                positions.stream().mapToInt(Integer::intValue).toArray(),
                functions);
    }

    /** The names of all, elements first. */
    List<String> names() {
        List<String> names = new ArrayList<>(elements);
        names.addAll(functions.keySet());
        return names;
    }

    /** The values of each in a group, chain after chain. */
    double[][] values(Dataset group) {
        Map<String, double[]> all = new LinkedHashMap<>();
        for (Variable v : group.variables()) {
            if (v.isSampled()) {
                all.put(v.name(), v.toDoubles());
            }
        }
        int draws = group.chains() * group.draws();
        double[][] values = new double[elements.size() + functions.size()][draws];
        for (int q = 0; q < elements.size(); q++) {
            double[] of = all.get(variables.get(q));
            if (of == null) {
                throw new ResultException(
                        ResultCode.ABSENT,
                        "the fit has no variable '" + variables.get(q) + "', which the model has; there are: "
                                + all.keySet());
            }
            int size = of.length / Math.max(1, draws);
            if (positions[q] >= size) {
                throw new ResultException(
                        ResultCode.SHAPE,
                        "the variable '" + variables.get(q) + "' of the fit has " + size
                                + " elements, fewer than that of the model: " + elements.get(q) + " is missing");
            }
            for (int d = 0; d < draws; d++) {
                values[q][d] = of[d * size + positions[q]];
            }
        }
        int q = elements.size();
        for (Map.Entry<String, ToDoubleFunction<Map<String, double[]>>> f : functions.entrySet()) {
            for (int d = 0; d < draws; d++) {
                values[q][d] = apply(f.getKey(), f.getValue(), all, draws, d);
            }
            q++;
        }
        requireNumbers(names(), values);
        return values;
    }

    /** NaN is neither below nor above anything. */
    private static void requireNumbers(List<String> names, double[]... values) {
        for (int q = 0; q < names.size(); q++) {
            for (int d = 0; d < values[q].length; d++) {
                if (Double.isNaN(values[q][d])) {
                    throw new ResultException(
                            ResultCode.CONTENT,
                            "'" + names.get(q) + "' is NaN on draw " + d
                                    + ", which has no rank among others: choose priors under which it is a number");
                }
            }
        }
    }

    private static double apply(
            String name,
            ToDoubleFunction<Map<String, double[]>> function,
            Map<String, double[]> all,
            int draws,
            int draw) {
        Map<String, double[]> one = new LinkedHashMap<>();
        all.forEach((v, values) -> {
            int size = values.length / draws;
            one.put(v, Arrays.copyOfRange(values, draw * size, (draw + 1) * size));
        });
        double value;
        try {
            value = function.applyAsDouble(one);
        } catch (RuntimeException e) {
            throw new ResultException(
                    ResultCode.CONTENT, "the quantity '" + name + "' failed on draw " + draw + ": " + e, e);
        }
        return value;
    }

    /** The least number of effective draws that a quantity has. */
    static double leastEffective(double[][] values, int chains) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] of : values) {
            Draws draws = Draws.of(of, chains, of.length / chains);
            // A quantity that this posterior leaves constant has no autocorrelation.
            double ess = Ess.bulk(draws);
            least = Math.min(least, Double.isNaN(ess) ? 0 : ess);
        }
        return least;
    }
}
