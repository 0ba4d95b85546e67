package ppl.api.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.CredibleInterval;
import ppl.api.diagnostics.Hdi;
import ppl.api.diagnostics.MedianStatistics;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/** The columns of a {@link Summary}: for each a name, and the figure of the element at a position. */
final class SummaryColumns {
    private final List<Element> elements;
    private final SummaryOptions options;
    private final Map<String, IntToDoubleFunction> columns = new LinkedHashMap<>();
    private IntFunction<SummaryScale> scale = _ -> SummaryScale.UNKNOWN;

    private SummaryColumns(List<Element> elements, SummaryOptions options) {
        this.elements = elements;
        this.options = options;
    }

    static SummaryColumns of(List<Element> elements, SummaryOptions options) {
        SummaryColumns columns = new SummaryColumns(elements, options);
        switch (options.focus()) {
            case MEAN -> columns.aroundMean();
            case MEDIAN -> columns.aroundMedian();
        }
        options.functions().forEach(columns::addFunction);
        if (!options.columns().isEmpty()) {
            columns.choose();
        }
        return columns;
    }

    List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** The figures of the element at a position. */
    List<Double> row(int position) {
        return columns.values().stream()
                .map(figure -> figure.applyAsDouble(position))
                .toList();
    }

    /** What tells how many digits of them count. */
    SummaryScale scale(int position) {
        return scale.apply(position);
    }

    private void aroundMean() {
        scale = i -> {
            ChainStatistics s = elements.get(i).statistics();
            return new SummaryScale(s.sd(), s.mcseMean(), s.mcseSd(), s.heavyTailed());
        };
        if (options.kind() != SummaryOptions.Kind.DIAGNOSTICS) {
            add("mean", ChainStatistics::mean);
            add("sd", ChainStatistics::sd);
            switch (options.style()) {
                case CLASSIC -> addInterval("hdi", densest());
                case ARVIZ_1 ->
                    addInterval(
                            "eti",
                            medianStatistics().stream()
                                    .map(MedianStatistics::eti)
                                    .toList());
            }
        }
        if (options.kind() != SummaryOptions.Kind.STATS) {
            boolean errorsFirst = options.style() == SummaryOptions.Style.CLASSIC;
            if (errorsFirst) {
                addErrors();
            }
            add("ess_bulk", ChainStatistics::essBulk);
            add("ess_tail", ChainStatistics::essTail);
            add("r_hat", ChainStatistics::rHat);
            if (!errorsFirst) {
                addErrors();
            }
        }
    }

    private void addErrors() {
        add("mcse_mean", ChainStatistics::mcseMean);
        add("mcse_sd", ChainStatistics::mcseSd);
    }

    private void aroundMedian() {
        List<MedianStatistics> statistics = medianStatistics();
        scale = i -> {
            MedianStatistics s = statistics.get(i);
            return new SummaryScale(s.mad(), s.mcseMedian(), s.mcseMedian(), false);
        };
        if (options.kind() != SummaryOptions.Kind.DIAGNOSTICS) {
            columns.put("median", i -> statistics.get(i).median());
            columns.put("mad", i -> statistics.get(i).mad());
            addInterval("eti", statistics.stream().map(MedianStatistics::eti).toList());
        }
        if (options.kind() != SummaryOptions.Kind.STATS) {
            boolean errorsFirst = options.style() == SummaryOptions.Style.CLASSIC;
            if (errorsFirst) {
                columns.put("mcse_median", i -> statistics.get(i).mcseMedian());
            }
            columns.put("ess_median", i -> statistics.get(i).essMedian());
            add("ess_tail", ChainStatistics::essTail);
            add("r_hat", ChainStatistics::rHat);
            columns.putIfAbsent("mcse_median", i -> statistics.get(i).mcseMedian());
        }
    }

    private List<MedianStatistics> medianStatistics() {
        return elements.parallelStream()
                .map(e -> MedianStatistics.of(e.draws(), options.probability()))
                .toList();
    }

    private void add(String name, ToDoubleFunction<ChainStatistics> figure) {
        columns.put(name, i -> figure.applyAsDouble(elements.get(i).statistics()));
    }

    private void addInterval(String name, List<CredibleInterval> intervals) {
        double tail = (1 - options.probability()) / 2 * 100;
        boolean classic = options.style() == SummaryOptions.Style.CLASSIC;
        String share = percent(options.probability() * 100);
        String low = classic ? "_" + percent(tail) + "%" : share + "_lb";
        String high = classic ? "_" + percent(100 - tail) + "%" : share + "_ub";
        columns.put(name + low, i -> intervals.get(i).low());
        columns.put(name + high, i -> intervals.get(i).high());
    }

    private List<CredibleInterval> densest() {
        if (options.probability() == Hdi.DEFAULT_PROBABILITY) {
            return elements.stream().map(e -> e.statistics().hdi()).toList();
        }
        return elements.parallelStream()
                .map(e -> e.variable().size() == 0
                        ? new CredibleInterval(Double.NaN, Double.NaN)
                        : Hdi.of(e.draws(), options.probability()))
                .toList();
    }

    private void addFunction(String name, ToDoubleFunction<double[]> function) {
        if (columns.containsKey(name)) {
            throw new ResultException(
                    ResultCode.NAME,
                    "the table has a column '" + name + "' of its own; give the function another name");
        }
        columns.put(name, i -> {
            Element element = elements.get(i);
            try {
                return function.applyAsDouble(element.draws().toArray());
            } catch (RuntimeException e) {
                throw new ResultException(
                        ResultCode.CONTENT,
                        "the function of column '" + name + "' failed on the draws of " + element.label() + ": " + e,
                        e);
            }
        });
    }

    private void choose() {
        Map<String, IntToDoubleFunction> all = new LinkedHashMap<>(columns);
        columns.clear();
        for (String name : options.columns()) {
            IntToDoubleFunction column = all.get(name);
            if (column == null) {
                throw new ResultException(
                        ResultCode.ABSENT,
                        "there is no column '" + name + "'; with these options there are: "
                                + new ArrayList<>(all.keySet()));
            }
            columns.put(name, column);
        }
    }

    private static String percent(double value) {
        double rounded = Math.rint(value * 1e4) / 1e4;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
