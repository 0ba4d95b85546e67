package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.inference.SummaryOptions;

/**
 * ArviZ itself on what we write, where it is installed (for {@code python3}, or what {@code PPL_PYTHON} names); skipped, and saying
 * so, where it is not.
 */
class LiveArvizTest {
    @TempDir
    private Path folder;

    private static InferenceData fit() {
        Random random = new Random(12);
        double[] mu = new double[4 * 101];
        Arrays.setAll(mu, i -> random.nextGaussian());
        double[] a = new double[4 * 101 * 3];
        Arrays.setAll(a, i -> Math.exp(random.nextGaussian()));
        double[] logLik = new double[4 * 101 * 5];
        Arrays.setAll(logLik, i -> -1 - random.nextDouble() * (i % 5));
        boolean[] diverging = new boolean[4 * 101];
        diverging[17] = true;
        List<String> sampled = List.of("chain", "draw");
        return InferenceData.of(
                        Group.POSTERIOR,
                        Dataset.builder()
                                .coord("county", Coord.of("AITKIN", "東京", "Ñandú"))
                                .variable("mu", sampled, new int[] {4, 101}, mu)
                                .variable("a", List.of("chain", "draw", "county"), new int[] {4, 101, 3}, a)
                                .build())
                .with(
                        Group.SAMPLE_STATS,
                        Dataset.builder()
                                .variable("diverging", sampled, new int[] {4, 101}, diverging)
                                .build())
                .with(
                        Group.LOG_LIKELIHOOD,
                        Dataset.builder()
                                .variable("y", List.of("chain", "draw", "obs"), new int[] {4, 101, 5}, logLik)
                                .build());
    }

    @Test
    void arviz_opens_both_kinds_of_file_and_finds_the_same_table_and_loo() throws IOException, InterruptedException {
        for (int deflate : new int[] {0, 4}) {
            Path file = folder.resolve("fit" + deflate + ".nc");
            NetCdf.write(fit(), file, deflate);
            for (String engine : engines()) {
                arvizFindsTheSame(file, engine);
            }
        }
    }

    private void arvizFindsTheSame(Path file, String engine) throws IOException, InterruptedException {
        List<String> lines = python("""
                    import sys, warnings
                    warnings.simplefilter("ignore")
                    import arviz as az
                    d = az.from_netcdf(sys.argv[1], engine=sys.argv[2])
                    assert str(d.sample_stats.diverging.dtype) == "bool" and int(d.sample_stats.diverging.sum()) == 1
                    t = az.summary(d, round_to="none")
                    for label, row in t.iterrows():
                        print(label, *[repr(float(v)) for v in row], sep="|")
                    loo = az.loo(d)
                    print("loo", repr(float(loo.elpd_loo)), repr(float(loo.se)), repr(float(loo.p_loo)), sep="|")
                    """, file, engine);
        Summary summary = fit().summary();
        List<String> labels = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split("\\|");
            labels.add(cells[0]);
            double[] theirs = Arrays.stream(cells)
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double[] ours = cells[0].equals("loo")
                    ? new double[] {
                        fit().loo().value(), fit().loo().se(), fit().loo().parameters()
                    }
                    : summary.columns().stream()
                            .mapToDouble(c -> summary.get(cells[0], c))
                            .toArray();
            for (int c = 0; c < theirs.length; c++) {
                assertEquals(theirs[c], ours[c], 1e-10 * Math.max(1e-3, Math.abs(theirs[c])), line + " column " + c);
            }
        }
        assertEquals(List.of("mu", "a[AITKIN]", "a[東京]", "a[Ñandú]", "loo"), labels, engine);
    }

    @Test
    void arviz_finds_the_same_table_around_the_median() throws IOException, InterruptedException {
        Path file = folder.resolve("fit.nc");
        fit().save(file);
        List<String> lines = python("""
                import sys, warnings
                warnings.simplefilter("ignore")
                import arviz as az
                t = az.summary(az.from_netcdf(sys.argv[1]), round_to="none", stat_focus="median", hdi_prob=0.8)
                print("columns", *t.columns, sep="|")
                for label, row in t.iterrows():
                    print(label, *[repr(float(v)) for v in row], sep="|")
                """, file);
        Summary summary = fit().summary(SummaryOptions.defaults()
                .withFocus(SummaryOptions.Focus.MEDIAN)
                .withProbability(0.8));
        assertEquals("columns|" + String.join("|", summary.columns()), lines.getFirst());
        assertEquals(1 + summary.rows().size(), lines.size());
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\\|");
            for (int c = 0; c < summary.columns().size(); c++) {
                double theirs = Double.parseDouble(cells[c + 1]);
                double ours = summary.get(cells[0], summary.columns().get(c));
                assertEquals(theirs, ours, 1e-10 * Math.max(1e-3, Math.abs(theirs)), line + " column " + c);
            }
        }
    }

    @Test
    void what_arviz_saves_again_reads_back_equal() throws IOException, InterruptedException {
        Path file = folder.resolve("ours.nc");
        fit().save(file);
        for (String engine : engines()) {
            Path again = folder.resolve(engine + ".nc");
            python("""
                    import sys, warnings
                    warnings.simplefilter("ignore")
                    import arviz as az
                    az.from_netcdf(sys.argv[1], engine=sys.argv[3]).to_netcdf(sys.argv[2], engine=sys.argv[3])
                    """, file, again, engine);
            assertEquals(fit(), InferenceData.open(again), engine);
        }
    }

    /** The libraries that ArviZ can read and write files with: h5netcdf, and the netCDF library in C where it is installed. */
    private List<String> engines() throws IOException, InterruptedException {
        return python("""
                from importlib.util import find_spec
                print("h5netcdf")
                if find_spec("netCDF4"):
                    print("netcdf4")
                """);
    }

    /** The lines that a script prints. Without ArviZ the test ends here, as skipped. */
    private List<String> python(String script, Object... arguments) throws IOException, InterruptedException {
        String python = System.getenv().getOrDefault("PPL_PYTHON", "python3");
        List<String> probe = List.of(python, "-c", "import arviz; assert arviz.__version__.startswith('0.23')");
        Assumptions.assumeTrue(
                status(probe, folder.resolve("probe.txt")) == 0,
                "no ArviZ 0.23 for " + python
                        + ": the cross-check is skipped, the frozen tables are checked all the same");
        List<String> command = new ArrayList<>(List.of(python, "-c", script));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path output = folder.resolve("output.txt");
        int status = status(command, output);
        String printed = Files.readString(output);
        assertEquals(0, status, printed);
        return printed.lines().filter(line -> !line.isBlank()).toList();
    }

    private static int status(List<String> command, Path output) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile());
            builder.environment().put("PYTHONIOENCODING", StandardCharsets.UTF_8.name());
            builder.redirectError(output.resolveSibling("errors.txt").toFile());
            return builder.start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
