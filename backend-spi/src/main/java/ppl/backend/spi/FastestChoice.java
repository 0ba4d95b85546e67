package ppl.backend.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Selection.Refusal;
import ppl.graph.compile.NumericMode;
import ppl.graph.service.Providers;

/** The backend that expects the least time for a program; of equals the first by name. */
record FastestChoice(Discovery discovery, Usability usability) {

    /** What a backend that comes into question expects, or why it does not after all. */
    private record Offer(
            Backend backend,
            Program program,
            double nanos,
            @Nullable String refusal) {}

    Selection select(Function<Backend, Program> lowered, NumericMode mode) {
        List<Refusal> refusals = new ArrayList<>(discovery.failures());
        List<Offer> offers = new ArrayList<>();
        for (Backend backend : discovery.backends()) {
            String refusal = usability.refusal(backend, mode);
            if (refusal == null) {
                Offer offer = offer(backend, lowered.apply(backend));
                refusal = offer.refusal;
                if (refusal == null) {
                    offers.add(offer);
                }
            }
            if (refusal != null) {
                refusals.add(new Refusal(backend.name(), refusal));
            }
        }
        Offer best =
                offers.stream().min(Comparator.comparingDouble(Offer::nanos)).orElseThrow(() -> none(refusals));
        for (Offer o : offers) {
            if (o != best) {
                refusals.add(new Refusal(o.backend.name(), "slower, " + time(o.nanos) + " a call expected"));
            }
        }
        String reason =
                offers.size() == 1 ? "the only one usable" : "the fastest, " + time(best.nanos) + " a call expected";
        return new Selection(best.backend, best.program, reason, refusals);
    }

    private static Offer offer(Backend backend, Program program) {
        String tooOld = Usability.refusal(backend, program);
        if (tooOld != null) {
            return new Offer(backend, program, Double.NaN, tooOld);
        }
        try {
            double nanos = backend.estimateNanos(program);
            String refusal = nanos < Double.POSITIVE_INFINITY ? null : "it cannot run this program here";
            return new Offer(backend, program, nanos, refusal);
        } catch (LinkageError | RuntimeException e) {
            return new Offer(backend, program, Double.NaN, "its estimate failed: " + Providers.reason(e));
        }
    }

    private BackendException none(List<Refusal> refusals) {
        String cure =
                "add dev.ppl:backend-vector (fast) or dev.ppl:backend-interp (the reference) to your dependencies";
        return new BackendException(
                BackendCode.ABSENT,
                discovery.isNothing()
                        ? "no backend is present: " + cure
                        : "no backend present can be used: " + cure + "; refused: " + Refusal.joined(refusals));
    }

    /** Without {@code String.format}, which loads the languages of the world. */
    private static String time(double nanos) {
        return nanos < 1e4
                ? Math.round(nanos) + " ns"
                : nanos < 1e7 ? Math.round(nanos / 1e3) + " µs" : Math.round(nanos / 1e6) + " ms";
    }
}
