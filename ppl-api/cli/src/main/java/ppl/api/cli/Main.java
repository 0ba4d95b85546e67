package ppl.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ppl.api.diagnostics.Comparison;
import ppl.api.diagnostics.Elpd;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Group;
import ppl.api.inference.Summary;
import ppl.api.inference.SummaryOptions;
import ppl.api.report.Report;

/**
 * The commands. Exit status 0: done; 1: a file, its content, or what is asked of it is at fault; 2: the command line cannot be read.
 */
@Command(
        name = "ppl",
        description = "Looks at what inference gave, and at what this machine can run.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Callable<Integer> {
    private static final String FILE = "netCDF-4 file of PPL, ArviZ or xarray; or Stan's CSV, one file per chain:"
            + " several, or a pattern such as 'fit_*.csv'";
    private static final String VARIABLES = "names or regular expressions of variables; ~ leaves out";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs a command and exits with its status. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs a command; returns its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new SummaryCommand())
                .addSubcommand(new ReportCommand())
                .addSubcommand(new CompareCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, _) -> {
                    command.getErr().println(message(e));
                    return 1;
                });
        line.getSubcommands()
                .values()
                .forEach(c -> c.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version()));
        int status = line.execute(args);
        out.flush();
        err.flush();
        return status;
    }

    private static String message(Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> "There is no file " + missing.getMessage();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }

    /** The version of the library. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ppl " + Doctor.version()};
        }
    }

    @Command(
            name = "doctor",
            description =
                    "Prints the JDK, and the samplers and backends found, with the reasons why one cannot be used.")
    private static final class DoctorCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            spec.commandLine().getOut().print(Doctor.diagnosis());
            return 0;
        }
    }

    @Command(
            name = "summary",
            description = "Prints the table of means, intervals, errors and convergence diagnostics.")
    private static final class SummaryCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(index = "0", paramLabel = "FILE", description = FILE)
        private String file = "";

        @Parameters(index = "1..*", paramLabel = "VAR", description = VARIABLES)
        private List<String> variables = List.of();

        @Option(names = "--kind", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
        private SummaryOptions.Kind kind = SummaryOptions.Kind.ALL;

        @Option(names = "--focus", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
        private SummaryOptions.Focus focus = SummaryOptions.Focus.MEAN;

        @Option(
                names = "--style",
                description =
                        "the table of ArviZ before version 1 or since: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
        private SummaryOptions.Style style = SummaryOptions.Style.CLASSIC;

        @Option(names = "--probability", description = "share of draws in the interval (default: that of the style)")
        private @Nullable Double probability;

        @Option(names = "--csv", description = "as comma-separated values with all digits")
        private boolean csv;

        @Option(names = "--markdown", description = "as a Markdown table")
        private boolean markdown;

        @Override
        public Integer call() throws IOException {
            SummaryOptions options = SummaryOptions.of(style).withKind(kind).withFocus(focus);
            if (probability != null) {
                options = options.withProbability(probability);
            }
            PrintWriter err = spec.commandLine().getErr();
            RunFiles run = RunFiles.of(file, variables);
            OpenedFile opened = OpenedFile.open(run, err);
            opened.requireDraws(
                    "the summary", opened.first("the summary", Group.POSTERIOR, Group.PRIOR), err, run.others());
            Summary summary = opened.data().summary(options, run.variables());
            PrintWriter out = spec.commandLine().getOut();
            if (csv) {
                out.print(summary.toCsv());
            } else if (markdown) {
                out.print(summary.toMarkdown());
            } else {
                out.println(summary.toText());
            }
            if (opened.data().contains(Group.POSTERIOR)) {
                opened.data().warnings(run.variables()).forEach(warning -> err.println("Warning: " + warning));
            }
            return 0;
        }
    }

    @Command(name = "report", description = "Writes one self-contained HTML page; replaces one of that name.")
    private static final class ReportCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(index = "0", paramLabel = "FILE", description = FILE)
        private String file = "";

        @Parameters(index = "1..*", paramLabel = "VAR", description = VARIABLES)
        private List<String> variables = List.of();

        @Option(
                names = {"-o", "--output"},
                paramLabel = "HTML",
                description = "the page (default: the file's name with .html)")
        private Path output = Path.of("");

        @Option(
                names = {"-t", "--title"},
                description = "the heading (default: the file's name)")
        private String title = "";

        @Override
        public Integer call() throws IOException {
            RunFiles run = RunFiles.of(file, variables);
            Path first = run.paths().getFirst();
            String stem = first.getFileName().toString().replaceFirst("\\.[A-Za-z0-9]+$", "");
            Path page = output.toString().isEmpty() ? first.resolveSibling(stem + ".html") : output;
            PrintWriter err = spec.commandLine().getErr();
            OpenedFile opened = OpenedFile.open(run, err);
            opened.requireDraws("the report", opened.first("the report", Group.POSTERIOR), err, run.others());
            Report report = Report.of(opened.data(), run.variables()).withTitle(title.isEmpty() ? stem : title);
            report.write(page);
            spec.commandLine().getOut().println(page);
            return 0;
        }
    }

    @Command(name = "compare", description = "Ranks models of the same data by leave-one-out cross-validation.")
    private static final class CompareCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(
                arity = "1..*",
                paramLabel = "FILE",
                description =
                        "a model each: a netCDF-4 file with a log_likelihood group, or Stan's CSV with log_lik, all chains"
                                + " by a quoted pattern such as 'fit_*.csv'")
        private List<String> files = List.of();

        @Override
        public Integer call() throws IOException {
            Map<String, Elpd> models = new LinkedHashMap<>();
            List<StanChain> chains = new ArrayList<>();
            PrintWriter err = spec.commandLine().getErr();
            for (String file : files) {
                OpenedFile opened = OpenedFile.open(RunFiles.of(file), err);
                String purpose = "the comparison";
                opened.requireDraws(purpose, opened.first(purpose, Group.LOG_LIKELIHOOD), err, List.of());
                // Only the efficiency of the draws is taken from there: it must have some, and no name of it is shown.
                opened.withoutDraws(purpose, opened.first(purpose, Group.POSTERIOR), List.of());
                Optional<StanChain> chain =
                        StanChain.of(file, opened.data().posterior().attributes());
                if (chain.isPresent()) {
                    chain.get().requireOtherRunThan(chains, err);
                    chains.add(chain.get());
                }
                try {
                    if (models.put(file, opened.data().loo()) != null) {
                        throw new IOException(file + " is given twice: a model cannot be compared with itself");
                    }
                } catch (ResultException e) {
                    throw new IOException(
                            String.format(Locale.ROOT, "%s cannot be compared: %s", file, e.getMessage()), e);
                }
            }
            models.forEach((file, elpd) -> {
                if (!elpd.doubt().isEmpty()) {
                    err.println(file + ": doubtful: " + elpd.doubt());
                }
            });
            spec.commandLine().getOut().println(Comparison.of(models));
            return 0;
        }
    }
}
