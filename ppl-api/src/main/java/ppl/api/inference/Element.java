package ppl.api.inference;

import java.util.ArrayList;
import java.util.List;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Rhat;

/**
 * One scalar quantity of a run: an element of a sampled variable, under its label, with the usual statistics of its draws.
 *
 * <p>Elements come from {@link Dataset#elements()}.
 */
public final class Element {
    private final String label;
    private final Variable variable;
    private final int position;

    private Element(String label, Variable variable, int position) {
        this.label = label;
        this.variable = variable;
        this.position = position;
    }

    static List<Element> of(Dataset dataset) {
        List<Element> elements = new ArrayList<>();
        for (Variable variable : dataset.sampled()) {
            for (int e = 0; e < variable.eventSize(); e++) {
                elements.add(new Element(label(dataset, variable, e), variable, e));
            }
        }
        return elements;
    }

    private static String label(Dataset dataset, Variable variable, int event) {
        if (variable.rank() == 2) {
            return variable.name();
        }
        String[] parts = new String[variable.rank() - 2];
        int rest = event;
        for (int d = variable.rank() - 1; d >= 2; d--) {
            Coord coord = dataset.coord(variable.dims().get(d));
            parts[d - 2] = coord.label(rest % coord.size());
            rest /= coord.size();
        }
        return variable.name() + "[" + String.join(", ", parts) + "]";
    }

    /** The name of the variable and the labels of the position, such as {@code a[AITKIN]}. */
    public String label() {
        return label;
    }

    /** Its variable. */
    public Variable variable() {
        return variable;
    }

    /** The row-major position within the event of the variable. */
    public int position() {
        return position;
    }

    /** The number of chains. */
    public int chains() {
        return variable.extent(Dataset.CHAIN);
    }

    /** A copy of its draws. */
    public Draws draws() {
        return variable.eventDraws(position, 1).getFirst();
    }

    /**
     * Mean, interval, Monte Carlo error and convergence. They are computed on first use and kept; {@link Dataset#diagnose} computes
     * those of many elements by several threads.
     */
    public ChainStatistics statistics() {
        return variable.known().at(position);
    }

    /** Whether {@link #statistics()} has been computed. */
    boolean isDiagnosed() {
        return variable.known().has(position);
    }

    /** Whether the chains give different answers: R-hat above {@link Rhat#LIMIT}. */
    public boolean disagrees() {
        return statistics().rHat() > Rhat.LIMIT;
    }

    /** Whether there are fewer than {@link Ess#ENOUGH_PER_CHAIN} effective draws per chain, in the bulk or in the tails. */
    public boolean fewEffectiveDraws() {
        return statistics().leastEss() < Ess.ENOUGH_PER_CHAIN * chains();
    }

    @Override
    public String toString() {
        return label;
    }
}
