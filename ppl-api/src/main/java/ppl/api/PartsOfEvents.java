package ppl.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.aeppl.family.Family;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.partial.Ellipsoids;
import ppl.aeppl.partial.Elliptical;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * A variable of vectors some of which are seen in part. Those of which something was seen are observed, with NaN where it was not, and all elements that
 * are missing are one vector, drawn given what was seen.
 */
final class PartsOfEvents {

    private final EventCounts events;
    private final Elliptical family;
    /** The vectors of which something was seen. */
    private final int[] seen;
    /** The vectors of which something is missing. */
    private final int[] open;
    /** The elements that are missing. */
    private final int[] gone;

    PartsOfEvents(EventCounts events) {
        this.events = events;
        if (!(events.draw().family() instanceof Elliptical elliptical)) {
            throw refused(events);
        }
        this.family = elliptical;
        this.seen = events.where(c -> c < events.width());
        this.open = events.where(c -> c > 0);
        this.gone = IntStream.range(0, events.batch().elements() * events.width())
                .filter(events::isMissing)
                .toArray();
    }

    private static ModelException refused(EventCounts events) {
        int first = events.where(c -> c % events.width() != 0)[0];
        return new ModelException(
                ModelCode.VALUE,
                "the event " + events.whole().name() + events.batch().subscript(first) + " of "
                        + events.draw().name() + " has " + (events.width() - events.missingOf(first)) + " of its "
                        + events.width()
                        + " elements, and its distribution does not tell the others by these: leave the event out, or let"
                        + " all of its elements be missing");
    }

    Imputed.Pieces pieces() {
        Model.Observed whole = events.whole();
        int rank = events.batch().rank();
        int width = events.width();
        Var seenDraw = of(seen).seen(mask(seen)).draw(whole.name(), seen.length);
        Var rest = of(open).rest(mask(open), given(seenDraw)).draw(Imputed.missing(whole.name()));
        int[] positions = new int[seen.length * width];
        Arrays.setAll(positions, i -> seen[i / width] * width + i % width);
        Dim seenAt = Imputed.seenAt(whole, ElementLabels.of(whole, events.batch(), seen));
        Dim missingAt =
                Imputed.missingAt(whole, ElementLabels.of(whole, whole.node().shape(), gone));
        return new Imputed.Pieces(
                seenDraw,
                Imputed.picked(whole, positions, seen.length, width),
                Imputed.along(seenAt, whole, rank),
                rest,
                List.of(missingAt),
                together(seenDraw, rest));
    }

    private Ellipsoids of(int[] rows) {
        Rearrangement taking = Rearrangement.taking(events.batch(), Shape.of(rows.length), rows);
        return family.ellipsoids(
                ((Family) events.draw().family()).rearranged(events.node().inputs(), taking));
    }

    /** Which elements of vectors were seen. */
    private Tensor mask(int[] rows) {
        boolean[] mask = new boolean[rows.length * events.width()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = !events.isMissing(rows[i / events.width()] * events.width() + i % events.width());
        }
        return Tensor.of(mask, rows.length, events.width());
    }

    /** What was seen of the vectors that are not complete; of one of which nothing was, a row that is not looked at. */
    private Var given(Var seenDraw) {
        long[] from = new long[open.length];
        for (int i = 0; i < from.length; i++) {
            from[i] = Math.max(0, Arrays.binarySearch(seen, open[i]));
        }
        Var rows = Functions.take(seenDraw, Var.constant(Tensor.of(from)), 0);
        return Functions.where(Var.constant(mask(open)), rows, Var.constant(0.0));
    }

    private Var together(Var seenDraw, Var rest) {
        int width = events.width();
        int known = seen.length * width;
        long[] from = new long[events.batch().elements() * width];
        for (int i = 0; i < known; i++) {
            from[seen[i / width] * width + i % width] = i;
        }
        for (int i = 0; i < gone.length; i++) {
            from[gone[i]] = known + i;
        }
        Var both = Functions.concat(List.of(Functions.reshape(seenDraw, known), rest), 0);
        return Functions.reshape(
                Functions.take(both, Var.constant(Tensor.of(from)), 0),
                events.node().shape());
    }
}
