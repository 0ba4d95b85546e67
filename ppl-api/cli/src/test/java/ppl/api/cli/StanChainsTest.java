package ppl.api.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.InferenceData;

/** Chains of one run in files of their own, as CmdStan writes them. */
class StanChainsTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private Path file = Path.of("");

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("fit.nc");
        Shell.fit(1).save(file);
    }

    /** A chain in a file of its own: 40 draws of mu and two pointwise log-likelihoods. */
    private Path chain(String name, int id, long seed) throws IOException {
        Random random = new Random(100 * seed + id);
        StringBuilder text = new StringBuilder("# model = made_model\n# method = sample\n# id = " + id + "\n# seed = "
                + seed + "\nlp__,mu,log_lik.1,log_lik.2\n");
        for (int draw = 0; draw < 40; draw++) {
            text.append("-1,").append(random.nextGaussian()).append(',');
            text.append(-1 - 0.1 * random.nextDouble())
                    .append(',')
                    .append(-2 - 0.1 * random.nextDouble())
                    .append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void chains_in_csv_of_stan_are_one_run_however_they_are_given() throws IOException {
        Path[] chains = new Path[4];
        Arrays.setAll(chains, c -> Shell.FILES.resolve("stan/2_25_chain_" + (c + 1) + ".csv"));
        String expected = InferenceData.open(chains[0], chains[1], chains[2], chains[3])
                .summary("mu")
                .toText();
        String pattern = chains[0].resolveSibling("2_25_chain_*.csv").toString();
        assertEquals(0, shell.run("summary", pattern, "mu"), shell.err::toString);
        assertEquals(
                0,
                shell.run(
                        "summary",
                        chains[0].toString(),
                        chains[1].toString(),
                        chains[2].toString(),
                        chains[3].toString(),
                        "mu"),
                shell.err::toString);
        assertEquals(expected + System.lineSeparator() + expected + System.lineSeparator(), shell.out.toString());
        Path page = folder.resolve("page.html");
        assertEquals(0, shell.run("report", pattern, "mu", "-o", page.toString()), shell.err::toString);
        assertTrue(Files.readString(page).contains("<h1>2_25_chain_1</h1>"));
        assertEquals(0, shell.run("compare", pattern), shell.err::toString);
        assertTrue(shell.out.toString().contains(pattern), shell.out.toString());
    }

    @Test
    void compare_refuses_chains_of_one_run_as_models() throws IOException {
        Path first = chain("fit_1.csv", 1, 7);
        Path second = chain("fit_2.csv", 2, 7);
        assertEquals(1, shell.run("compare", first.toString(), second.toString()));
        assertEquals(
                first + " and " + second
                        + " are chains 1 and 2 of one run of made_model with seed 7: give all chains of"
                        + " a model by one pattern in quotes, such as 'fit_*.csv'",
                shell.err.toString().trim());
    }

    @Test
    void compare_takes_separate_runs_of_one_model_as_two_and_gives_a_hint() throws IOException {
        Path first = chain("first.csv", 1, 1);
        // Another seed, and another seed and number.
        for (Path second : List.of(chain("second.csv", 1, 2), chain("third.csv", 3, 4))) {
            shell.clear();
            assertEquals(0, shell.run("compare", first.toString(), second.toString()), shell.err::toString);
            assertEquals(
                    first + " and " + second + " have one chain each of one model, made_model, and are compared as two;"
                            + " if they are of one run, give all chains of a model by one pattern in quotes, such as"
                            + " 'fit_*.csv'",
                    shell.err.toString().trim());
        }
    }

    @Test
    void in_the_name_of_a_file_before_a_star_no_character_is_a_pattern() throws IOException {
        chain("fit[ab]{1}_1.csv", 1, 1);
        chain("fit[ab]{1}_2.csv", 2, 1);
        chain("fita1_3.csv", 3, 1);
        assertEquals(
                0,
                shell.run("summary", "--csv", folder.resolve("fit[ab]{1}_*.csv").toString(), "mu"),
                shell.err::toString);
        assertEquals(
                InferenceData.open(folder.resolve("fit[ab]{1}_1.csv"), folder.resolve("fit[ab]{1}_2.csv"))
                        .summary("mu")
                        .toCsv(),
                shell.out.toString());
    }
}
