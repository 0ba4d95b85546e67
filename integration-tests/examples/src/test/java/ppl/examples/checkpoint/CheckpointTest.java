package ppl.examples.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.sample.ChainStatus;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;

/** A run in a folder goes on where it stood, and ends as one that was never stopped. */
class CheckpointTest {

    private static final int DRAWS = 3000;

    @TempDir
    Path temp;

    /** Copies the folder while chains write to it, as a machine that fails would leave it. */
    private record Snapshots(Path folder, Path into, List<Path> taken) implements Progress {
        @Override
        public void advanced(List<ChainStatus> chains, double seconds) {
            Path copy = into.resolve("at" + taken.size());
            try (Stream<Path> files = Files.list(folder)) {
                Files.createDirectories(copy);
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            taken.add(copy);
        }
    }

    /** Stops the run after some iterations. */
    private record Stopping(int after) implements Progress {
        @Override
        public void advanced(List<ChainStatus> chains, double seconds) {
            if (chains.stream().mapToInt(ChainStatus::iteration).sum() > after) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Inference schools() {
        return quiet(KeptModels.schools().infer()).draws(DRAWS).tune(300).seed(11);
    }

    private static Inference quiet(Inference inference) {
        return inference.progress(Progress.silent()).cores(2).chains(2);
    }

    /** A covariance of all ten coordinates, another array each time. */
    private static double[][] matrix() {
        double[][] matrix = new double[10][10];
        for (int i = 0; i < 10; i++) {
            matrix[i][i] = 1;
        }
        return matrix;
    }

    static List<Named<UnaryOperator<Inference>>> methods() {
        return List.of(
                Named.of("as it is", i -> i),
                Named.of("low rank", i -> i.metric("low_rank")),
                Named.of("dense", i -> i.metric("dense")),
                Named.of("divergences and warm-up", i -> i.keepDivergences().keepWarmup()),
                Named.of("a metric that was learnt", i -> i.metric(schools().draws(50).tune(100).run())),
                Named.of("a matrix that was given", i -> i.set("inverse_mass_matrix", matrix())),
                Named.of("a random walk", i -> i.sampler("rw")));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void what_a_crash_leaves_at_any_time_goes_on_to_the_same_bits(UnaryOperator<Inference> method) throws IOException {
        Path folder = temp.resolve("run");
        Inference run = method.apply(schools());
        Inference again = method.apply(schools());
        List<Path> taken = new ArrayList<>();
        InferenceData whole = run.checkpoint(folder)
                .progress(new Snapshots(folder, temp, taken))
                .run();
        assertEquals(KeptModels.bits(run.run()), KeptModels.bits(whole), "kept or not");
        assertTrue(!taken.isEmpty(), "there was time for a snapshot");
        for (Path snapshot : taken.subList(Math.max(0, taken.size() - 3), taken.size())) {
            assertEquals(
                    KeptModels.bits(whole),
                    KeptModels.bits(again.checkpoint(snapshot).cores(1).run()),
                    snapshot.toString());
        }
    }

    static List<Named<Model>> turns() {
        return List.of(
                Named.of("a count, and forward draws", KeptModels.mixed(4.5)),
                Named.of("classes and counts that move all at once", KeptModels.classes()));
    }

    @ParameterizedTest
    @MethodSource("turns")
    void samplers_that_take_turns_go_on_too(Model model) {
        int draws = model.free().size() > 2 ? 4_000 : 20_000;
        Inference run = quiet(model.infer()).draws(draws).seed(5);
        InferenceData whole = run.run();
        Path folder = temp.resolve("mixed");
        int times = 0;
        InferenceData part = run.checkpoint(folder).progress(new Stopping(500)).run();
        while (Thread.interrupted() && part.posterior().draws() < draws && times++ < 3) {
            part = run.checkpoint(folder)
                    .backend(times % 2 == 0 ? "vector" : "interp")
                    .progress(new Stopping(500 + draws / 2 * times))
                    .run();
        }
        Thread.interrupted(); // the last may come when all is over
        assertTrue(times > 0, "the first was stopped");
        assertEquals(KeptModels.bits(whole), KeptModels.bits(run.checkpoint(folder).run()));
    }

    @Test
    void a_run_that_has_ended_is_there_at_once_and_can_be_extended() {
        Path folder = temp.resolve("run");
        Inference run = schools().draws(200);
        InferenceData first = run.checkpoint(folder).run();
        List<Long> evaluated = new ArrayList<>();
        InferenceData again = run.checkpoint(folder)
                .progress(new Progress() {
                    @Override
                    public void finished(
                            List<ChainStatus> chains,
                            ppl.api.inference.Timings timings,
                            List<ppl.api.inference.Warning> warnings) {
                        chains.forEach(c -> evaluated.add((long) c.iterationsPerSecond()));
                    }
                })
                .run();
        assertEquals(KeptModels.bits(first), KeptModels.bits(again));
        assertEquals(List.of(0L, 0L), evaluated, "nothing was drawn");
        InferenceData more = run.checkpoint(folder).extend(300);
        assertEquals(500, more.posterior().draws());
        assertEquals(KeptModels.bits(schools().draws(500).run()), KeptModels.bits(more));
        assertEquals(KeptModels.bits(schools().draws(600).run()), KeptModels.bits(run.checkpoint(folder).draws(600).run()));
        refused("holds more than the 500 iterations", () -> run.checkpoint(folder).run());
    }

    @Test
    void a_seed_that_is_not_given_is_that_of_the_run() {
        Path folder = temp.resolve("run");
        Inference unseeded = quiet(KeptModels.schools().infer()).draws(50).tune(100).checkpoint(folder);
        InferenceData first = unseeded.run();
        assertEquals(KeptModels.bits(first), KeptModels.bits(unseeded.run()));
        refused("of a run with seed", () -> unseeded.seed(1).run());
    }

    @Test
    void another_run_is_refused_by_what_differs() {
        Path folder = temp.resolve("mixed");
        Inference run = quiet(KeptModels.mixed(4.5).infer()).draws(60).tune(60).seed(5);
        run.checkpoint(folder).run();
        Inference other = quiet(KeptModels.mixed(4.25).infer()).draws(60).tune(60).seed(5);
        refused(
                "of another model: its factor 'y' (likelihood) differs, in its law or its data. Build the model as it was,",
                () -> other.checkpoint(folder).run());
        refused("of a run with chains 2, and this one has 3", () -> run.chains(3).checkpoint(folder).run());
        refused("of a run with tune 60, and this one has 70", () -> run.tune(70).checkpoint(folder).run());
        refused(
                "of a run with options of the sampler {}, and this one has {target_accept=0.9}",
                () -> run.targetAccept(0.9).checkpoint(folder).run());
        refused("of a run with jitter null, and this one has 0.5", () -> run.jitter(0.5).checkpoint(folder).run());
        refused("of a run with start values {}", () -> run.start("mu", 1).checkpoint(folder).run());
        refused("of a run with keepDivergences false", () -> run.keepDivergences().checkpoint(folder).run());
        refused("of a run with sampler", () -> quiet(KeptModels.schools().infer())
                .draws(60)
                .tune(60)
                .seed(5)
                .checkpoint(folder)
                .run());
    }

    @Test
    void folders_that_hold_something_else_are_refused_and_left_alone() throws IOException {
        Path others = Files.createDirectories(temp.resolve("others"));
        Files.writeString(others.resolve("thesis.tex"), "x");
        refused("holds no checkpoint, but other files, such as thesis.tex", () -> schools().checkpoint(others).run());
        assertEquals(1, Files.list(others).count());
        Path file = Files.writeString(temp.resolve("file"), "x");
        refused("is a file, and a checkpoint is a folder", () -> schools().checkpoint(file).run());
        assertEquals("x", Files.readString(file));
        Path folder = temp.resolve("run");
        schools().draws(20).checkpoint(folder).run();
        Path identity = folder.resolve("run.txt");
        Files.writeString(identity, Files.readString(identity).replace("chains = 2", "chains = 1"));
        refused("its checksum is wrong", () -> schools().draws(20).checkpoint(folder).run());
        Files.writeString(identity, "PPL checkpoint 7\n");
        refused("is of version 7, and this release reads version 1", () -> schools().checkpoint(folder).run());
    }

    @Test
    void a_run_that_cannot_start_leaves_no_run_behind() {
        Path folder = temp.resolve("run");
        assertThrows(SamplingException.class, () -> schools().set("no_such_option", 1).checkpoint(folder).run());
        schools().draws(10).checkpoint(folder).run();
    }

    @Test
    void a_state_that_cannot_be_saved_costs_no_draws() {
        SamplingException failed = assertThrows(SamplingException.class, () -> schools()
                .tune(5)
                .draws(20)
                .sampler("failing")
                .set("fail_to_save", true)
                .checkpoint(temp.resolve("run"))
                .run());
        assertEquals(SamplingCode.CHAIN, failed.code());
        assertTrue(failed.getMessage().contains("the dice are in the air"), failed.getMessage());
        assertEquals(20, failed.partial().orElseThrow().posterior().draws());
    }

    @Test
    void to_extend_there_must_be_a_run() {
        SamplingException none = assertThrows(SamplingException.class, () -> schools().extend(5));
        assertEquals(SamplingCode.OPTION, none.code());
        refused("there is no run in", () -> schools().checkpoint(temp.resolve("none")).extend(5));
        SamplingException zero =
                assertThrows(SamplingException.class, () -> schools().checkpoint(temp).extend(0));
        assertEquals(SamplingCode.OPTION, zero.code());
    }

    @Test
    void two_runs_do_not_share_a_folder() {
        Path folder = temp.resolve("run");
        Model model = KeptModels.schools();
        List<String> said = new ArrayList<>();
        quiet(model.infer())
                .draws(20)
                .tune(50)
                .checkpoint(folder)
                .progress(new Progress() {
                    @Override
                    public void started(RunInfo run) {
                        said.add(assertThrows(SamplingException.class, () -> quiet(model.infer())
                                        .checkpoint(folder)
                                        .run())
                                .getMessage());
                    }
                })
                .run();
        assertTrue(said.getFirst().contains("another run of this process has it open"), said.getFirst());
    }

    private static void refused(String why, org.junit.jupiter.api.function.Executable run) {
        SamplingException refused = assertThrows(SamplingException.class, run);
        assertEquals(SamplingCode.CHECKPOINT, refused.code());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }
}
