package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.custom;
import static ppl.api.Distributions.normal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.JointDensity;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.examples.Autoregression;
import ppl.examples.CoalMining;
import ppl.examples.EightSchools;
import ppl.examples.EyeColours;
import ppl.examples.Galaxies;
import ppl.examples.Garch;
import ppl.examples.Housing;
import ppl.examples.LakeHuron;
import ppl.examples.LynxHare;
import ppl.examples.Nile;
import ppl.examples.Publications;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.examples.Remission;
import ppl.examples.Ships;
import ppl.examples.VaryingSlopes;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Input;
import ppl.graph.text.TextForm;
import ppl.graph.text.TextFormatException;

/** A model that was saved and opened is the model. */
class SavedModelTest {

    @TempDir
    private Path folder;

    private static final Map<String, Model> MODELS = models();

    private static Map<String, Model> models() {
        Map<String, Model> models = new TreeMap<>(Map.of(
                "autoregression", Autoregression.model(),
                "coal mining", CoalMining.model(),
                "eight schools", EightSchools.model(),
                "eye colours", EyeColours.model(),
                "galaxies", Galaxies.model(),
                "garch", Garch.model(),
                "housing", Housing.model(),
                "lake huron", LakeHuron.model(),
                "lynx and hare", LynxHare.model(),
                "nile", Nile.model()));
        models.putAll(Map.of(
                "publications", Publications.model(),
                "radon", Radon.model(RadonData.load()),
                "remission", Remission.model(),
                "ships", Ships.model(),
                "varying slopes", VaryingSlopes.model()));
        return models;
    }

    static List<String> names() {
        return List.copyOf(MODELS.keySet());
    }

    private Path saved(Model model) {
        try {
            Path file = folder.resolve("model.txt");
            model.save(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Model again(Model model) throws IOException {
        Path file = saved(model);
        String text = Files.readString(file);
        Model opened = Model.open(file);
        saved(opened);
        assertEquals(text, Files.readString(file));
        return opened;
    }

    /** Names, values and axes of the data; nodes are others. */
    private static List<List<Object>> data(Model model) {
        return model.data().stream()
                .map(d -> List.<Object>of(d.name(), d.value(), d.dims()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_model_says_the_same_after_it_was_saved(String name) throws IOException {
        Model model = MODELS.get(name);
        Model opened = again(model);
        assertEquals(model.toString(), opened.toString());
        assertEquals(model.plan().toString(), opened.plan().toString());
        assertEquals(model.dims(), opened.dims());
        assertEquals(data(model), data(opened));
        JointDensity written = model.plan().joint();
        JointDensity read = opened.plan().joint();
        TextForm form = TextForm.present();
        assertEquals(
                form.hashes(written.factors().stream().map(f -> f.total()).toList()),
                form.hashes(read.factors().stream().map(f -> f.total()).toList()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_density_and_its_gradient_are_read_as_they_were_written(String name) throws IOException {
        JointDensity density = MODELS.get(name).plan().joint();
        Var total = density.total(Checks.RAISE);
        List<Var> inputs = Graph.of(total).inputs().stream()
                .filter(x -> x.op() instanceof Input && x.dtype().isFloat())
                .toList();
        List<Var> outputs = new ArrayList<>(Gradient.of(total, inputs));
        outputs.addFirst(total);
        TextForm form = TextForm.present();
        String text = form.write(Graph.of(outputs.toArray(Var[]::new)));
        assertEquals(text, form.write(form.read(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"radon", "coal mining"})
    void a_run_gives_the_same_bits_after_the_model_was_saved(String name) throws IOException {
        Model model = MODELS.get(name);
        assertEquals(
                Fits.numbers(Fits.brief(model).draws(50).seed(1).run()),
                Fits.numbers(Fits.brief(again(model)).draws(50).seed(1).run()));
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("names")
    void every_run_gives_the_same_bits_after_the_model_was_saved(String name) throws IOException {
        a_run_gives_the_same_bits_after_the_model_was_saved(name);
    }

    @Test
    void dims_of_every_kind_and_values_that_nothing_uses_are_kept() throws IOException {
        Model model = Model.build(m -> {
            Dim names = m.dim("a \"name\"", "x", "y\nz");
            Dim effect = m.dim("effect", 2);
            m.data("unused", new double[] {1, Double.NaN}, names);
            Var x = m.sample("x", normal(0, 1), effect);
            m.deterministic("matrix", x.reshape(2, 1).times(x), effect, effect);
            m.potential("more", x.sum().times(-0.5));
        });
        Model opened = again(model);
        assertEquals(model.toString(), opened.toString());
        assertEquals(model.dims(), opened.dims());
        assertEquals(Coord.of("x", "y\nz"), opened.dims().getFirst().coord());
        assertEquals(data(model), data(opened));
    }

    /** What was computed from data when the model was built is computed of the other data too, such as a mean. */
    @Test
    void an_opened_model_takes_other_data_as_the_one_that_was_built() throws IOException {
        Model built = Model.build(m -> {
            Dim row = m.dim("row", 4);
            Var x = m.data("x", new double[] {1, 2, 4, 9}, row);
            Var centred = x.minus(x.mean()).div(x.square().sum().div(row.size()).sqrt());
            Var b = m.sample("b", normal(0, 1));
            m.deterministic("level", b.times(x.mean()));
            m.observe("y", normal(b.times(centred), 1), new double[] {1, 2, 3, 4}, row);
        });
        double[] more = {3, 1, 4, 1, 5, 9};
        double[] seen = {2, 7, 1, 8, 2, 8};
        Model anew = built.with(d -> d.set("x", more).observe("y", seen));
        Model opened = again(built).with(d -> d.set("x", more).observe("y", seen));
        assertEquals(anew.toString(), opened.toString());
        assertEquals(
                Fits.numbers(Fits.brief(anew).run()), Fits.numbers(Fits.brief(opened).run()));
    }

    @Test
    void a_model_of_lambdas_is_refused_by_the_variable_that_has_one() {
        Model model = Model.build(m -> {
            Var mine = m.sample("mine", custom((x, p) -> x.abs().unaryMinus().minus(Math.log(2))));
            m.observe("y", normal(mine, 1), Tensor.of(new double[] {1, 2}));
        });
        GraphException e = assertThrows(GraphException.class, () -> model.save(folder.resolve("model.txt")));
        assertEquals(GraphCode.VOCABULARY, e.code());
        assertTrue(e.getMessage().contains("cannot write 'mine' float64 (made at SavedModelTest.java:"), e::getMessage);
    }

    private void refused(String from, String to, int line, String message) throws IOException {
        Path file = saved(Fits.coin());
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
        TextFormatException e = assertThrows(TextFormatException.class, () -> Model.open(file));
        assertEquals(line, e.line(), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void a_file_that_is_no_model_is_refused_with_its_line() throws IOException {
        refused("ppl model 1", "ppl model 4", 1, "a newer PPL wrote");
        refused("ppl model 1\n", "ppl model 1\nmissing perhaps\n", 2, "but here they are 'perhaps'");
        refused("ppl model 1", "ppl model x", 1, "'x' is no version");
        refused("ppl model 1\n", "", 1, "this is no model");
        refused("sample \"p\"", "sample \"p\" \"week\"", 2, "the dim 'week' is not above");
        refused("sample \"p\"", "dim \"week\" range 99999999999\nsample \"p\"", 2, "longer than");
        refused("sample \"p\"", "dim \"week\" days 1\nsample \"p\"", 2, "'days' is no kind of labels");
        refused("sample \"p\"", "dim \"p\" range 3\nsample \"p\"", 3, "the name 'p' is used twice");
        refused("sample \"p\"", "sampel \"p\"", 2, "'sampel' is nothing that a model has");
        refused("sample \"p\"", "sample \"p", 2, "expected '\"'");
        refused("sample \"p\"\n", "", 2, "values are a constant");
        refused("observe \"heads\"\n", "observe \"heads\"\npotential \"q\"\n", 4, "no output for this variable");
        refused("observe \"heads\"\n", "", 2, "the variables take 1 outputs of the graph, which has 3");
        refused("beta 1.0 1.0", "beta 1.0", 7, "Beta has the parameters [alpha, beta], but got 1");
        refused("beta 1.0 1.0", "beta 1.0 -1.0", 7, "beta");
        refused("%p ~", "%p \"q\" = input float64\n%r ~", 11, "not among its inputs");
    }
}
