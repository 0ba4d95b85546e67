package ppl.api.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import ppl.api.diagnostics.Ranks;
import ppl.api.inference.Element;

/**
 * Two elements and how strongly they depend on each other: the largest of the absolute rank correlations of both, and of each with
 * the distance of the other from its median, which sees a funnel where the first correlation is 0. How strongly divergent draws gather
 * in each of both is added, since readers look at pairs to see that.
 */
record Dependence(Element across, Element up, double strength) {
    /** From this dependence on, the model defines one element as a function of the other, and there is nothing to look at. */
    private static final double FUNCTION = 0.9999;

    /** The strongest pairs of these elements, strongest first. */
    static List<Dependence> strongest(List<Element> elements, Divergences divergences, int most) {
        List<double[]> ranks =
                elements.stream().map(e -> Ranks.centred(e.draws().toArray())).toList();
        List<double[]> distances = ranks.stream()
                .map(r -> Ranks.centred(Arrays.stream(r).map(Math::abs).toArray()))
                .toList();
        double[] gathering = new double[elements.size()];
        Arrays.setAll(gathering, i -> divergences.gathering(elements.get(i).draws(), ranks.get(i)));
        List<Dependence> pairs = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            for (int j = i + 1; j < elements.size(); j++) {
                double straight = Math.abs(Ranks.correlation(ranks.get(i), ranks.get(j)));
                double funnel = Math.max(
                        Math.abs(Ranks.correlation(ranks.get(i), distances.get(j))),
                        Math.abs(Ranks.correlation(distances.get(i), ranks.get(j))));
                if (straight < FUNCTION) {
                    pairs.add(new Dependence(
                            elements.get(i),
                            elements.get(j),
                            Math.max(straight, funnel) + gathering[i] + gathering[j]));
                }
            }
        }
        return pairs.stream()
                .sorted(Comparator.comparingDouble(Dependence::strength).reversed())
                .limit(most)
                .toList();
    }
}
