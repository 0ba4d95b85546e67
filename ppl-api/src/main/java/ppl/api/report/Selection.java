package ppl.api.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import ppl.api.inference.Element;

/**
 * The order of the elements on a page, and which ones it shows if it cannot show all.
 *
 * <p>Scalars and short vectors come first: they are what most models are about, and a long vector before them would hide them.
 * Within both parts the order is that of the model.
 */
final class Selection {
    /** Vectors of more elements are long. */
    static final int SHORT = 8;

    private final List<Element> elements;

    private Selection(List<Element> elements) {
        this.elements = elements;
    }

    static Selection of(List<Element> elements) {
        return new Selection(Stream.concat(
                        elements.stream().filter(Selection::isShort),
                        elements.stream().filter(e -> !isShort(e)))
                .toList());
    }

    static boolean isShort(Element element) {
        return element.variable().eventSize() <= SHORT;
    }

    /** The elements whose draws are finite and differ; the others give nothing to compare or to correlate. */
    Selection varying() {
        return new Selection(elements.stream()
                .filter(e ->
                        Double.isFinite(e.statistics().mean()) && e.statistics().sd() > 0)
                .toList());
    }

    /** All, in reading order. */
    List<Element> elements() {
        return elements;
    }

    /**
     * Up to so many elements, in reading order. A third of them are the most doubtful of all. Then every variable gets its most
     * doubtful element, short variables are completed, and doubtful elements of long variables get the rest.
     */
    List<Element> shown(int most) {
        if (elements.size() <= most) {
            return elements;
        }
        List<Element> byDoubt = worst(elements.size());
        Map<String, Element> representatives = new LinkedHashMap<>();
        elements.forEach(e -> representatives.put(e.variable().name(), e));
        byDoubt.reversed().forEach(e -> representatives.put(e.variable().name(), e));
        List<Element> wanted = new ArrayList<>(byDoubt.subList(0, Math.ceilDiv(most, 3)));
        wanted.addAll(representatives.values());
        elements.stream().filter(Selection::isShort).forEach(wanted::add);
        wanted.addAll(byDoubt);
        Set<Element> chosen = new LinkedHashSet<>();
        for (Element element : wanted) {
            if (chosen.size() < most) {
                chosen.add(element);
            }
        }
        return elements.stream().filter(chosen::contains).toList();
    }

    /** The most doubtful elements, worst first; equally doubtful ones in reading order. */
    List<Element> worst(int most) {
        return elements.stream()
                .sorted(Comparator.comparingDouble(Selection::doubt).reversed())
                .limit(most)
                .toList();
    }

    /** How far R-hat is above 1 plus the share of effective draws that is missing; draws that are not finite are worst. */
    private static double doubt(Element element) {
        if (!Double.isFinite(element.statistics().mean())) {
            return Double.POSITIVE_INFINITY;
        }
        double rHat = element.statistics().rHat();
        double ess = element.statistics().leastEss();
        double excess = Double.isNaN(rHat) ? 0 : Math.min(rHat - 1, 1e6);
        return excess + (Double.isNaN(ess) ? 0 : element.chains() / Math.max(ess, 1e-9));
    }
}
