package ppl.api.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.diagnostics.CredibleInterval;
import ppl.api.diagnostics.Hdi;
import ppl.api.inference.Element;

/**
 * The mean, the 50 % and the 94 % interval of each element, over each other on one axis. Variables that one axis would shrink to dots
 * get an axis of their own.
 */
final class Forest {
    /** A variable whose elements together take up a smaller share of the axis cannot be read on it. */
    private static final double READABLE = 0.005;

    private Forest() {}

    /** Elements on one axis, and the values that it has to hold; of finite ones at least. */
    private record Panel(List<Element> elements, List<Axis> variables) {
        Panel() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        /** Whether all would be readable with it. A constant is a dot on any axis, and is none to stretch it for. */
        boolean takes(Axis variable) {
            double low = variables.stream().mapToDouble(Axis::low).min().orElse(variable.low());
            double high = variables.stream().mapToDouble(Axis::high).max().orElse(variable.high());
            if (variable.low() == variable.high()) {
                return variable.low() >= low && variable.high() <= high;
            }
            double least = READABLE * (Math.max(high, variable.high()) - Math.min(low, variable.low()));
            return variable.high() - variable.low() >= least
                    && variables.stream().allMatch(v -> v.low() == v.high() || v.high() - v.low() >= least);
        }
    }

    /** A picture for each axis. */
    static List<String> of(List<Element> elements) {
        int longest = elements.stream().mapToInt(e -> e.label().length()).max().orElse(0);
        double left = Math.clamp(longest * 6.4 + 10, 50, 280);
        return panels(elements).stream()
                .map(panel -> picture(panel.elements(), left))
                .toList();
    }

    private static List<Panel> panels(List<Element> elements) {
        Map<String, List<Element>> byVariable = new LinkedHashMap<>();
        elements.forEach(e -> byVariable
                .computeIfAbsent(e.variable().name(), _ -> new ArrayList<>())
                .add(e));
        List<Panel> panels = new ArrayList<>();
        for (List<Element> variable : byVariable.values()) {
            Axis range = range(variable);
            Panel panel = panels.stream()
                    .filter(p -> p.takes(range))
                    .findFirst()
                    .orElseGet(() -> {
                        panels.add(new Panel());
                        return panels.getLast();
                    });
            panel.elements().addAll(variable);
            panel.variables().add(range);
        }
        return panels;
    }

    /** What the intervals of a variable cover; a single point at 0 where none is finite. */
    private static Axis range(List<Element> variable) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Element element : variable) {
            CredibleInterval hdi = element.statistics().hdi();
            if (Double.isFinite(hdi.low()) && Double.isFinite(hdi.high())) {
                low = Math.min(low, hdi.low());
                high = Math.max(high, hdi.high());
            }
        }
        return low <= high ? new Axis(low, high) : new Axis(0, 0);
    }

    private static String picture(List<Element> elements, double left) {
        Axis range = range(elements);
        Canvas canvas = Canvas.open(
                "Forest — 94% and 50% intervals",
                "Intervals of " + elements.size() + (elements.size() == 1 ? " element" : " elements"),
                950,
                48 + 16.0 * elements.size(),
                left,
                Axis.over(range.low(), range.high()).padded(0.03),
                new Axis(elements.size() - 0.5, -0.5));
        canvas.gridX();
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            CredibleInterval wide = element.statistics().hdi();
            CredibleInterval half = Hdi.of(element.draws(), 0.5);
            canvas.nameAt(element.label(), i)
                    .span("wide", wide.low(), wide.high(), i)
                    .span("half", half.low(), half.high(), i)
                    .ring(element.statistics().mean(), i);
        }
        return canvas.baseline().close();
    }
}
