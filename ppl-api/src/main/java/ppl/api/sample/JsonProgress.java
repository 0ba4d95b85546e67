package ppl.api.sample;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import ppl.api.inference.Timings;
import ppl.api.inference.Warning;

/** Progress as JSON lines: {@code started}, {@code progress} about once a second, {@code finished}. */
final class JsonProgress implements Progress {

    private static final double EVERY_SECONDS = 1;

    private final PrintStream out;
    private double last;
    private int iterations = 1;

    JsonProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(RunInfo run) {
        last = 0;
        iterations = run.iterations();
        out.printf(
                Locale.ROOT,
                "{\"event\":\"started\",\"sampler\":\"%s\",\"backend\":\"%s\",\"dimension\":%d,\"chains\":%d,"
                        + "\"threads\":%d,\"tune\":%d,\"draws\":%d,\"seed\":%d}%n",
                escape(run.sampler()),
                escape(run.backend()),
                run.dimension(),
                run.chains(),
                run.cores(),
                run.tune(),
                run.draws(),
                run.seed());
    }

    @Override
    public void advanced(List<ChainStatus> chains, double seconds) {
        if (seconds - last >= EVERY_SECONDS) {
            last = seconds;
            chains.forEach(c -> print(c, seconds));
        }
    }

    @Override
    public void finished(List<ChainStatus> chains, Timings timings, List<Warning> warnings) {
        double seconds = seconds(timings.warmup().plus(timings.sampling()));
        chains.forEach(c -> print(c, seconds));
        out.printf(
                Locale.ROOT,
                "{\"event\":\"finished\",\"seconds\":%.3f,\"compile\":%.3f,\"warmup\":%.3f,\"sampling\":%.3f,"
                        + "\"transform\":%.3f,\"diagnose\":%.3f,\"warnings\":[%s]}%n",
                seconds,
                seconds(timings.compile()),
                seconds(timings.warmup()),
                seconds(timings.sampling()),
                seconds(timings.transform()),
                seconds(timings.diagnose()),
                String.join(",", warnings.stream().map(JsonProgress::object).toList()));
        out.flush();
    }

    @Override
    public boolean showsWarnings() {
        return true;
    }

    private static double seconds(Duration time) {
        return time.toNanos() * 1e-9;
    }

    private static String object(Warning warning) {
        String element = warning.element();
        return String.format(
                Locale.ROOT,
                "{\"kind\":\"%s\",\"variable\":%s,\"number\":%s,\"message\":\"%s\",\"remedy\":\"%s\"}",
                warning.kind(),
                element == null ? "null" : "\"" + escape(element) + "\"",
                number(warning.number()),
                escape(warning.message()),
                escape(warning.remedy()));
    }

    /** JSON has no other numbers. */
    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    private void print(ChainStatus c, double seconds) {
        out.printf(
                Locale.ROOT,
                "{\"event\":\"progress\",\"chain\":%d,\"iteration\":%d,\"tuning\":%b,\"divergences\":%d,"
                        + "\"step_size\":%s,\"evaluations\":%d,\"evaluations_per_draw\":%.2f,\"iterations_per_second\":%.1f,"
                        + "\"seconds\":%.3f,\"seconds_left\":%s}%n",
                c.chain(),
                c.iteration(),
                c.tuning(),
                c.divergences(),
                number(c.stepSize()),
                c.gradients(),
                c.iteration() == 0 ? 0.0 : (double) c.gradients() / c.iteration(),
                c.iterationsPerSecond(),
                seconds,
                number(Math.rint(10 * Remaining.seconds(List.of(c), iterations, 1)) / 10));
    }

    private static String escape(String s) {
        StringBuilder b = new StringBuilder();
        for (char ch : s.toCharArray()) {
            if (ch == '"' || ch == '\\') {
                b.append('\\').append(ch);
            } else if (ch < ' ') {
                b.append(String.format(Locale.ROOT, "\\u%04x", (int) ch));
            } else {
                b.append(ch);
            }
        }
        return b.toString();
    }
}
