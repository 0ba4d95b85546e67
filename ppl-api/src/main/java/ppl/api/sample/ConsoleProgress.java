package ppl.api.sample;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import ppl.api.inference.Timings;
import ppl.api.inference.Warning;

/** Progress as text: one line per chain, redrawn on a terminal; elsewhere a line per quarter of the run. */
final class ConsoleProgress implements Progress {

    private static final int BAR = 24;
    private static final double REDRAW_SECONDS = 0.2;

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
        if (now > quarter && now < 4) {
            quarter = now;
            out.printf(Locale.ROOT, "  %3d %%  %s, %.2f s%n", 25 * now, totals(chains), seconds);
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
                Locale.ROOT, "%d iterations, %s, %d evaluations", draws, counted(divergences, "divergence"), gradients);
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
        double left = c.iterationsPerSecond() > 0 ? (run.iterations() - c.iteration()) / c.iterationsPerSecond() : 0;
        double perDraw = c.iteration() == 0 ? 0 : (double) c.gradients() / c.iteration();
        return String.format(
                Locale.ROOT,
                "chain %2d %s%s %5d/%d %s  divergences %d  step %.3g  %.0f evals/draw  %.0f it/s  %.0f s left",
                c.chain(),
                "━".repeat(filled),
                "─".repeat(BAR - filled),
                c.iteration(),
                run.iterations(),
                c.tuning() ? "tune" : "draw",
                c.divergences(),
                c.stepSize(),
                perDraw,
                c.iterationsPerSecond(),
                left);
    }
}
