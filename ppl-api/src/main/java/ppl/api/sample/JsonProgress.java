package ppl.api.sample;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Progress as JSON lines: {@code started}, {@code progress} about once a second, {@code finished}. */
final class JsonProgress implements Progress {

    private static final double EVERY_SECONDS = 1;

    private final PrintStream out;
    private double last;

    JsonProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(RunInfo run) {
        last = 0;
        out.printf(
                Locale.ROOT,
                "{\"event\":\"started\",\"sampler\":\"%s\",\"backend\":\"%s\",\"dimension\":%d,\"chains\":%d,"
                        + "\"tune\":%d,\"draws\":%d,\"seed\":%d}%n",
                escape(run.sampler()),
                escape(run.backend()),
                run.dimension(),
                run.chains(),
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
    public void finished(List<ChainStatus> chains, double seconds, List<String> warnings) {
        chains.forEach(c -> print(c, seconds));
        out.printf(
                Locale.ROOT,
                "{\"event\":\"finished\",\"seconds\":%.3f,\"warnings\":[%s]}%n",
                seconds,
                String.join(
                        ",", warnings.stream().map(w -> "\"" + escape(w) + "\"").toList()));
        out.flush();
    }

    private void print(ChainStatus c, double seconds) {
        out.printf(
                Locale.ROOT,
                "{\"event\":\"progress\",\"chain\":%d,\"iteration\":%d,\"tuning\":%b,\"divergences\":%d,"
                        + "\"step_size\":%s,\"evaluations\":%d,\"seconds\":%.3f}%n",
                c.chain(),
                c.iteration(),
                c.tuning(),
                c.divergences(),
                Double.isFinite(c.stepSize()) ? Double.toString(c.stepSize()) : "null",
                c.gradients(),
                seconds);
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
