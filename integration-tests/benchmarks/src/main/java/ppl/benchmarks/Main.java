package ppl.benchmarks;

import java.io.PrintStream;
import java.util.List;

/** Runs the benchmarks named on the command line, or lists them: {@code --list}. */
public final class Main {
    /** Exit status for a command line that cannot be understood. */
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] args) throws Exception {
        System.exit(run(List.of(args), Catalogue.ofProject(), System.out, System.err));
    }

    /** Exit status: 0, or 2 for a wrong command line; then nothing has run. */
    static int run(List<String> args, Catalogue catalogue, PrintStream out, PrintStream err) throws Exception {
        if (args.equals(List.of("--list"))) {
            catalogue.names().forEach(out::println);
            return 0;
        }
        if (args.isEmpty()) {
            err.println("name the benchmarks to run, or --list; " + catalogue);
            return USAGE;
        }
        List<Benchmark> selected;
        try {
            selected = catalogue.select(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return USAGE;
        }
        for (Benchmark benchmark : selected) {
            benchmark.run(figure -> {
                out.println(figure.json());
                out.flush();
            });
        }
        return 0;
    }
}
