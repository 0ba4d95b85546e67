package ppl.api.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.Hdi;
import ppl.api.diagnostics.Interval;
import ppl.api.diagnostics.MedianStatistics;

/** The columns of a {@link Summary}: for each a name, and the figure of the element at a position. */
final class SummaryColumns {
    private final List<Element> elements;
    private final SummaryOptions options;
    private final Map<String, IntToDoubleFunction> columns = new LinkedHashMap<>();

    private SummaryColumns(List<Element> elements, SummaryOptions options) {
        this.elements = elements;
        this.options = options;
    }

    static Map<String, IntToDoubleFunction> of(List<Element> elements, SummaryOptions options) {
        SummaryColumns columns = new SummaryColumns(elements, options);
        switch (options.focus()) {
            case MEAN -> columns.aroundMean();
            case MEDIAN -> columns.aroundMedian();
        }
        options.functions().forEach(columns::addFunction);
        return options.columns().isEmpty() ? columns.columns : columns.chosen();
    }

    private void aroundMean() {
        if (options.kind() != SummaryOptions.Kind.DIAGNOSTICS) {
            add("mean", ChainStatistics::mean);
            add("sd", ChainStatistics::sd);
            addInterval("hdi", intervals());
        }
        if (options.kind() != SummaryOptions.Kind.STATS) {
            add("mcse_mean", ChainStatistics::mcseMean);
            add("mcse_sd", ChainStatistics::mcseSd);
            add("ess_bulk", ChainStatistics::essBulk);
            add("ess_tail", ChainStatistics::essTail);
            add("r_hat", ChainStatistics::rHat);
        }
    }

    private void aroundMedian() {
        List<MedianStatistics> statistics = elements.parallelStream()
                .map(e -> MedianStatistics.of(e.draws(), options.probability()))
                .toList();
        if (options.kind() != SummaryOptions.Kind.DIAGNOSTICS) {
            columns.put("median", i -> statistics.get(i).median());
            columns.put("mad", i -> statistics.get(i).mad());
            addInterval("eti", statistics.stream().map(MedianStatistics::eti).toList());
        }
        if (options.kind() != SummaryOptions.Kind.STATS) {
            columns.put("mcse_median", i -> statistics.get(i).mcseMedian());
            columns.put("ess_median", i -> statistics.get(i).essMedian());
            add("ess_tail", ChainStatistics::essTail);
            add("r_hat", ChainStatistics::rHat);
        }
    }

    private void add(String name, ToDoubleFunction<ChainStatistics> figure) {
        columns.put(name, i -> figure.applyAsDouble(elements.get(i).statistics()));
    }

    private void addInterval(String name, List<Interval> intervals) {
        double tail = (1 - options.probability()) / 2 * 100;
        columns.put(name + "_" + percent(tail) + "%", i -> intervals.get(i).low());
        columns.put(
                name + "_" + percent(100 - tail) + "%", i -> intervals.get(i).high());
    }

    private List<Interval> intervals() {
        if (options.probability() == Hdi.DEFAULT_PROBABILITY) {
            return elements.stream().map(e -> e.statistics().hdi()).toList();
        }
        return elements.parallelStream()
                .map(e -> e.variable().size() == 0
                        ? new Interval(Double.NaN, Double.NaN)
                        : Hdi.of(e.draws(), options.probability()))
                .toList();
    }

    private void addFunction(String name, ToDoubleFunction<double[]> function) {
        if (columns.containsKey(name)) {
            throw new IllegalArgumentException(
                    "the table has a column '" + name + "' of its own; give the function another name");
        }
        columns.put(name, i -> {
            Element element = elements.get(i);
            try {
                return function.applyAsDouble(element.draws().toArray());
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "the function of column '" + name + "' failed on the draws of " + element.label() + ": " + e,
                        e);
            }
        });
    }

    private Map<String, IntToDoubleFunction> chosen() {
        Map<String, IntToDoubleFunction> chosen = new LinkedHashMap<>();
        for (String name : options.columns()) {
            IntToDoubleFunction column = columns.get(name);
            if (column == null) {
                throw new IllegalArgumentException("there is no column '" + name + "'; with these options there are: "
                        + new ArrayList<>(columns.keySet()));
            }
            chosen.put(name, column);
        }
        return chosen;
    }

    private static String percent(double value) {
        double rounded = Math.rint(value * 1e4) / 1e4;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
