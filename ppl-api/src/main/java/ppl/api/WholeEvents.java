package ppl.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.law.Rearrangement;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** A variable whose events are seen or missing as wholes: both are draws of their own, each with the parameters of its events. */
final class WholeEvents {

    private final EventCounts events;
    private final int[] seen;
    private final int[] gone;

    WholeEvents(EventCounts events) {
        this.events = events;
        this.seen = events.where(c -> c == 0);
        this.gone = events.where(c -> c > 0);
    }

    Imputed.Pieces pieces() {
        Model.Observed whole = events.whole();
        int rank = events.batch().rank();
        Var seenDraw = part(whole.name(), seen);
        Var rest = part(Imputed.missing(whole.name()), gone);
        Dim seenAt = Imputed.seenAt(whole, ElementLabels.of(whole, events.batch(), seen));
        Dim missingAt = Imputed.missingAt(whole, ElementLabels.of(whole, events.batch(), gone));
        return new Imputed.Pieces(
                seenDraw,
                values(),
                Imputed.along(seenAt, whole, rank),
                rest,
                Imputed.along(missingAt, whole, rank),
                together(seenDraw, rest));
    }

    private Var part(String name, int[] positions) {
        Shape to = Shape.of(positions.length);
        Family family = (Family) events.draw().family();
        List<Var> parameters =
                family.rearranged(events.node().inputs(), Rearrangement.taking(events.batch(), to, positions));
        return new Distribution(family, parameters).draw(name, to);
    }

    private Var together(Var seenDraw, Var rest) {
        long[] from = new long[seen.length + gone.length];
        for (int i = 0; i < seen.length; i++) {
            from[seen[i]] = i;
        }
        for (int i = 0; i < gone.length; i++) {
            from[gone[i]] = seen.length + i;
        }
        Var both = Functions.concat(List.of(seenDraw, rest), 0);
        return Functions.reshape(
                Functions.take(both, Var.constant(Tensor.of(from)), 0),
                events.node().shape());
    }

    private Tensor values() {
        int width = events.width();
        int[] positions = new int[seen.length * width];
        Arrays.setAll(positions, i -> seen[i / width] * width + i % width);
        int[] sizes = IntStream.concat(
                        IntStream.of(seen.length), Arrays.stream(events.event().sizes()))
                .toArray();
        return Imputed.picked(events.whole(), positions, sizes);
    }
}
