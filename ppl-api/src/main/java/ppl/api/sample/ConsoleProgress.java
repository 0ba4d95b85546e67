package ppl.api.sample;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import ppl.api.inference.Timings;
import ppl.api.inference.Warning;

/** Progress as text: one line per chain, redrawn on a terminal; elsewhere a line per quarter of the run, and at least one a minute. */
final class ConsoleProgress implements Progress {

    private static final int BAR = 24;
    private static final double REDRAW_SECONDS = 0.2;
    private static final double QUIET_SECONDS = 60;

    private final PrintStream out;
    private final boolean terminal;
    private RunInfo run = new RunInfo("", "", 0, 0, 0, 0, 1, 0);
    private double last = -1;
    private int quarter;
    private boolean drawn;

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void started(RunInfo info) {
        run = info;
        last = -1;
        quarter = 0;
        drawn = false;
        out.printf(
                Locale.ROOT,
                "Sampling %s of %d + %d iterations, %s, sampler %s, backend %s, %s, seed %d%n",
                counted(info.chains(), "chain"),
                info.tune(),
                info.draws(),
                counted(info.dimension(), "parameter"),
                info.sampler(),
                info.backend(),
                counted(info.cores(), "thread"),
                info.seed());
    }

    @Override
    public void advanced(List<ChainStatus> chains, double seconds) {
        if (terminal) {
            if (seconds - last >= REDRAW_SECONDS) {
                redraw(chains, seconds);
            }
            return;
        }
        long done = chains.stream().mapToLong(ChainStatus::iteration).sum();
        int now = (int) (4 * done / ((long) run.iterations() * run.chains()));
        boolean isQuarter = now > quarter && now < 4;
        if (isQuarter || seconds - Math.max(0, last) >= QUIET_SECONDS) {
            quarter = now;
            last = seconds;
            double share = 100.0 * done / ((long) run.iterations() * run.chains());
            out.printf(
                    Locale.ROOT,
                    "  %3.0f %%  %s%s, %s it/s, %.2f s, %s left%n",
                    isQuarter ? 25.0 * now : Math.floor(share),
                    totals(chains),
                    stepSizes(chains),
                    Math.round(chains.stream()
                            .mapToDouble(ChainStatus::iterationsPerSecond)
                            .sum()),
                    seconds,
                    Remaining.text(Remaining.seconds(chains, run.iterations(), run.cores())));
        }
    }

    @Override
    public void finished(List<ChainStatus> chains, Timings timings, List<Warning> warnings) {
        if (terminal) {
            redraw(chains, timings.warmup().plus(timings.sampling()).toNanos() * 1e-9);
        }
        boolean whole = chains.stream().allMatch(c -> c.iteration() == run.iterations());
        out.printf(Locale.ROOT, "%s %s; %s%n", whole ? "Done:" : "Stopped:", totals(chains), timings);
        warnings.forEach(w -> out.println("Warning: " + w));
        out.flush();
    }

    @Override
    public boolean showsWarnings() {
        return true;
    }

    private static String totals(List<ChainStatus> chains) {
        long draws = chains.stream().mapToLong(ChainStatus::iteration).sum();
        long gradients = chains.stream().mapToLong(ChainStatus::gradients).sum();
        long divergences = chains.stream().mapToLong(ChainStatus::divergences).sum();
        return String.format(
                Locale.ROOT,
                "%d iterations, %s, %d evaluations (%s a draw)",
                draws,
                counted(divergences, "divergence"),
                gradients,
                perDraw(gradients, draws));
    }

    private static String perDraw(long gradients, long draws) {
        double each = draws == 0 ? 0 : (double) gradients / draws;
        return String.format(Locale.ROOT, each < 9.95 ? "%.1f" : "%.0f", each);
    }

    /** The mean of the chains whose sampler has one. */
    private static String stepSizes(List<ChainStatus> chains) {
        double mean = chains.stream()
                .mapToDouble(ChainStatus::stepSize)
                .filter(s -> !Double.isNaN(s))
                .average()
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? "" : String.format(Locale.ROOT, ", step %.3g", mean);
    }

    private static String counted(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private void redraw(List<ChainStatus> chains, double seconds) {
        StringBuilder text = new StringBuilder();
        if (drawn) {
            text.append("\u001b[").append(chains.size()).append('A');
        }
        for (ChainStatus c : chains) {
            text.append("\u001b[2K").append(line(c)).append('\n');
        }
        out.print(text);
        out.flush();
        drawn = true;
        last = seconds;
    }

    private String line(ChainStatus c) {
        int filled = (int) ((long) BAR * c.iteration() / run.iterations());
        double left = Remaining.seconds(List.of(c), run.iterations(), 1);
        return String.format(
                Locale.ROOT,
                "chain %2d %s%s %5d/%d %s  divergences %d%s  %s evals/draw  %.0f it/s  %s left",
                c.chain(),
                "━".repeat(filled),
                "─".repeat(BAR - filled),
                c.iteration(),
                run.iterations(),
                c.tuning() ? "tune" : "draw",
                c.divergences(),
                Double.isNaN(c.stepSize()) ? "" : String.format(Locale.ROOT, "  step %.3g", c.stepSize()),
                perDraw(c.gradients(), c.iteration()),
                c.iterationsPerSecond(),
                Remaining.text(left));
    }
}
